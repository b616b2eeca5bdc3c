import { expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { ready } from './api.js';
import { listening } from './processes.js';

const program = (text: string) =>
  spawn(process.execPath, ['-e', text], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });

test('another server that has the port is not taken for the one that was started, and the port is named', async () => {
  const other = createServer((_req, res) => res.end('ok')).listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as { port: number };
  const url = `http://127.0.0.1:${port}/healthz/ready`;
  const start = () => ready(url, program('setTimeout(() => process.exit(1), 500)'), 'The API');
  try {
    await expect(start()).rejects.toThrow('The API ended while it was starting (code 1)');
    await expect(listening(port, 'PORT', 'the API', start)).rejects.toThrow(
      `Port ${port} is taken, and the API needs it.`,
    );
    const ours = program('process.send("listening"); setTimeout(() => undefined, 60_000)');
    await ready(url, ours, 'The API');
    ours.kill();
  } finally {
    other.close();
  }
});
