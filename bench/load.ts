import type { ChildProcess } from 'node:child_process';
import { Mendable } from '../scripts/lib/command.js';
import { launch, stop } from '../scripts/lib/processes.js';
import { within } from './deadline.js';
import type { PageRequest, Request } from './works.js';

export interface LoadJob {
  port: number;
  requests: (Request | PageRequest)[];
  connections: number;
  seconds: number;
  /** The time from one request to the next, in ms; without it each connection asks as soon as it is answered. */
  everyMs?: number;
}

export interface LoadResult {
  answers: number;
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  failed: number;
  problems: Record<string, number>;
}

export interface AttackJob {
  port: number;
  count: number;
  connections: number;
  seconds: number;
}

export interface AttackResult {
  sent: number;
  slowest: number;
  statuses: Record<string, number>;
}

type Answer = { result: unknown } | { error: string };

/** The process that makes the load, so that it costs the servers nothing but their answers. */
export class Load {
  private constructor(private readonly child: ChildProcess) {}

  static start(): Load {
    return new Load(
      launch(process.execPath, ['bench/load/main.mjs'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }),
    );
  }

  /** Keeps the connections busy for that long. */
  run(job: LoadJob): Promise<LoadResult> {
    return this.send('load', job, job.seconds) as Promise<LoadResult>;
  }

  /** Ends the load under way before its time. */
  enough(): void {
    this.child.send({ kind: 'enough' });
  }

  attack(job: AttackJob): Promise<AttackResult> {
    return this.send('attack', job, job.seconds) as Promise<AttackResult>;
  }

  stop(): Promise<void> {
    return stop(this.child, 2_000);
  }

  private send(kind: string, job: object, seconds: number): Promise<unknown> {
    const { child } = this;
    const answer = new Promise<unknown>((resolve, reject) => {
      child.once('exit', () => reject(new Mendable('The load ended in the middle of its work.')));
      child.once('message', (message: Answer) =>
        'error' in message ? reject(new Mendable(message.error)) : resolve(message.result),
      );
      child.send({ kind, job });
    });
    return within(seconds + 40, 'The load', answer).finally(() => {
      child.removeAllListeners('exit');
      child.removeAllListeners('message');
    });
  }
}
