import { expect, test } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Debugger, type Stop } from '../test/support/debugger.js';
import { API_FLAGS } from './lib/api.js';
import { compileFile } from './lib/compile.js';
import { root, stateDirectory } from './lib/project.js';

interface Configuration {
  name: string;
  preLaunchTask?: string;
  port?: number;
  program?: string;
  args?: string[];
  runtimeArgs?: string[];
}

const read = <T>(name: string): T => JSON.parse(readFileSync(join(root, '.vscode', name), 'utf8')) as T;
const { configurations } = read<{ configurations: Configuration[] }>('launch.json');
const { tasks } = read<{ tasks: { label: string; command: string; args: string[] }[] }>('tasks.json');

const INSPECT = '--inspect-brk=127.0.0.1:0';

/** The address that Node.js prints of its inspector. */
const inspectorOf = (child: ChildProcess): Promise<string> =>
  new Promise((found, failed) => {
    let text = '';
    child.stderr!.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const address = /Debugger listening on (ws:\S+)/.exec(text)?.[1];
      if (address) found(address);
    });
    child.once('close', () => failed(new Error(text)));
  });

/** Where a process stops at a breakpoint: first at its own beginning, then there. */
async function stopAt(args: string[], source: string, line: number): Promise<Stop> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let inspected: Debugger | undefined;
  try {
    inspected = await Debugger.attach(await inspectorOf(child), source, line);
    const beginning = inspected.stop();
    await inspected.run();
    await beginning;
    const stopped = inspected.stop();
    await inspected.resume();
    const ended = once(child, 'close').then(() => Promise.reject(new Error('It ended without a stop.')));
    return await Promise.race([stopped, ended]);
  } finally {
    inspected?.close();
    child.kill('SIGKILL');
  }
}

const lineOf = (source: string, text: string): number =>
  readFileSync(join(root, source), 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(text)) + 1;

test('a task is what VS Code runs before it attaches, at the port to which it attaches', () => {
  const { preLaunchTask, port } = configurations.find(({ name }) => name === 'API (make dev)')!;
  expect(tasks.find(({ label }) => label === preLaunchTask)).toMatchObject({
    command: 'make',
    args: ['dev', `inspect=${port}`],
  });
});

test('the test that is open stops at a breakpoint in what it calls', async () => {
  const { program, args, runtimeArgs } = configurations.find(({ name }) => name === 'This test file')!;
  const expand = (text: string) =>
    text.replace('${workspaceFolder}', root).replace('${relativeFile}', 'client/src/lib/language.test.ts');
  expect(existsSync(expand(program!))).toBe(true);
  const source = 'client/src/lib/language.ts';
  const line = lineOf(source, 'return ');
  const stopped = await stopAt([INSPECT, ...runtimeArgs!, expand(program!), ...args!.map(expand)], source, line);
  expect(stopped.script).toContain(source);
  expect(stopped.line).toBe(line);
});

test('what make dev compiles stops at a breakpoint in its source', async () => {
  await mkdir(stateDirectory, { recursive: true });
  const directory = await mkdtemp(join(stateDirectory, 'debugging-'));
  try {
    const source = 'server/platform/project-root.ts';
    const target = join(directory, 'project-root.js');
    await compileFile(source, target);
    const line = lineOf(source, 'while (!existsSync');
    const stopped = await stopAt([INSPECT, ...API_FLAGS, target], source.split('/').pop()!, line);
    expect(stopped.script).toContain('project-root.js');
    expect(stopped.line).toBe(line);
  } finally {
    await rm(directory, { recursive: true });
  }
});
