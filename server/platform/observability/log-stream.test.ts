import { PassThrough, Writable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { LOG_BACKLOG_BYTES, LogStream } from './log-stream.js';

test('lines that nobody reads are dropped and counted, and the next one that is read says how many', async () => {
  const out = new PassThrough({ highWaterMark: 0 });
  const log = new LogStream(out);
  const line = `${'x'.repeat(999)}\n`;
  const sent = LOG_BACKLOG_BYTES / 1_000 + 50;
  for (let n = 0; n < sent; n += 1) log.write(line);
  expect(out.writableLength).toBeLessThan(LOG_BACKLOG_BYTES + 2_000);
  const read: string[] = [];
  out.on('data', (chunk: Buffer) => read.push(chunk.toString()));
  await new Promise((resolve) => out.once('drain', resolve));
  log.write('the next\n');
  out.end();
  await new Promise((resolve) => out.once('end', resolve));
  const lines = read.join('').split('\n').slice(0, -1);
  expect(lines.at(-1)).toBe('the next');
  const { msg } = JSON.parse(lines.at(-2)!);
  expect(Number(/^(\d+) lines were dropped/.exec(msg)?.[1]) + lines.length - 2).toBe(sent);
});

test('what a full disk tears or loses is counted, and the log goes on on a line of its own', async () => {
  let space = 15;
  let written = '';
  // As a file: in part where there is too little space, and with an error where there is none.
  const disk = new Writable({
    // It goes on after an error, as Node’s own standard output does.
    destroy(error, done) {
      done(error);
      (this as unknown as { _undestroy(): void })._undestroy();
    },
    write(chunk: Buffer, _encoding, done) {
      if (space === 0) return done(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }));
      written += chunk.subarray(0, space).toString();
      space = Math.max(0, space - chunk.length);
      done();
    },
  });
  const log = new LogStream(disk);
  for (const line of ['the first\n', 'the second\n', 'the third\n', 'the fourth\n']) {
    log.write(line);
    await new Promise(setImmediate);
  }
  space = Infinity;
  log.write('the last\n');
  await new Promise(setImmediate);
  const [first, torn, told, last] = written.split('\n');
  expect([first, torn, last]).toEqual(['the first', 'the s', 'the last']);
  expect(JSON.parse(told!)).toMatchObject({ level: 'warn', msg: expect.stringMatching(/^2 lines were dropped/) });
});

test('a reader that is gone ends nothing', async () => {
  const out = new PassThrough();
  const log = new LogStream(out);
  out.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
  await new Promise((resolve) => out.once('close', resolve));
  expect(() => log.write('to nobody\n')).not.toThrow();
});

test('many logs over one stream listen to it once', () => {
  const out = new PassThrough();
  for (let n = 0; n < 20; n += 1) new LogStream(out);
  expect(out.listenerCount('error')).toBe(1);
});
