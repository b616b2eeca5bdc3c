import { setTimeout as sleep } from 'node:timers/promises';
import { type Attack, DEFAULT_SECONDS } from './attack.js';
import { type Reads, Reader } from './reader.js';
import { type Memory, Server } from './server.js';
import type { Stage } from './stage.js';
import { Target } from './target.js';

/** Of a pod with 1 Gi. */
const HIGHEST_MB = 1_024;
const KEPT_MB = 64;
/** Connections to PostgreSQL may be opened by what an attack asks, and stay. */
const KEPT_FILES = 20;
const FAILED_SHARE = 0.01;
const RETURNED_WITHIN_MS = 30_000;
/** How long an attack may go on after its time is over. */
const LEAVE_MS = 10_000;
/** Readers see at least so much of an attack that is done at once. */
const LEAST_MS = 3_000;

export interface Outcome {
  attack: Attack;
  requests: number;
  reads: Reads;
  /** Resident, in MB. */
  highestMb: number | undefined;
  beforeMb: number;
  afterMb: number | undefined;
  /** Empty when it was withstood. */
  problems: string[];
}

/** Attacks one server after the other; a new one is started where the last one did not withstand. */
export class Siege {
  private server: Server | undefined;
  private redis: Attack['redis'];
  private attacks = 0;

  constructor(
    private readonly stage: Stage,
    private readonly command: readonly string[],
    private readonly seconds?: number,
  ) {}

  /** Attacks it beside readers, and sees what remains. */
  async run(attack: Attack): Promise<Outcome> {
    const server = await this.serverFor(attack);
    const before = await settled(server);
    const strayBefore = server.strayLines.length;
    server.forgetHighest();
    const reader = await Reader.start(server.port, this.stage);
    const target = new Target(
      server.port,
      this.stage,
      this.seconds ?? attack.seconds ?? DEFAULT_SECONDS,
      (this.attacks += 1),
    );
    const began = performance.now();
    const { problem, highestMb } = await this.strike(attack, server, target);
    const reads = await reader.stop();
    const after = await this.returned(server, before);
    const problems = [
      ...(server.isRunning
        ? problemsOf(before, after)
        : [`${server.death} after ${Math.round((server.diedAt - began) / 1_000)} s`]),
      ...(reads.failures > Math.max(1, reads.reads * FAILED_SHARE)
        ? [`${reads.failures} of ${reads.reads} reads failed (${wordsOf(reads.reasons)})`]
        : []),
      ...((highestMb ?? 0) > HIGHEST_MB ? [`took ${highestMb} MB`] : []),
      ...(server.strayLines.length > strayBefore && server.isRunning
        ? [`printed beside the log: ${server.strayLines[strayBefore]}`]
        : []),
      // Nothing that a client sends is an error of the server.
      ...(target.internalErrors > 0 ? [`${target.internalErrors} answers are internal errors`] : []),
      ...(typeof problem === 'string' ? [problem] : []),
    ];
    if (problems.length > 0) await this.stop();
    return {
      attack,
      requests: target.requests,
      reads,
      highestMb,
      beforeMb: before.usedMb,
      afterMb: after?.usedMb,
      problems,
    };
  }

  async stop(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    await server?.stop();
  }

  private async serverFor({ redis }: Attack): Promise<Server> {
    if (this.server?.isRunning && this.redis === redis) return this.server;
    await this.stop();
    this.redis = redis;
    return (this.server = await Server.start(
      this.stage,
      this.command,
      redis === 'hung' ? { REDIS_URL: this.stage.hungRedisUrl } : {},
    ));
  }

  /** Attacks until the time is over or the server has ended. */
  private async strike(attack: Attack, server: Server, target: Target) {
    const began = performance.now();
    let highestMb = server.highestMb;
    const watch = setInterval(() => {
      highestMb = server.highestMb ?? highestMb;
      if (performance.now() - began > target.seconds * 1_000 || !server.isRunning) target.end();
    }, 100);
    const problem = await Promise.race([
      attack.run(target).catch((error: unknown) => `the attack itself failed: ${String((error as Error).stack)}`),
      sleep(target.seconds * 1_000 + LEAVE_MS, 'the attack did not end in time', { ref: false }),
    ]);
    if (server.isRunning) await sleep(LEAST_MS - (performance.now() - began));
    target.end();
    clearInterval(watch);
    return { problem: server.isRunning ? problem : undefined, highestMb: server.highestMb ?? highestMb };
  }

  /** What it holds when that is as little as before, or when it has had its time. */
  private async returned(server: Server, before: Memory): Promise<Memory | undefined> {
    let after: Memory | undefined;
    for (const end = Date.now() + RETURNED_WITHIN_MS; Date.now() < end && server.isRunning; await sleep(500)) {
      after = await server.memory();
      if (after && problemsOf(before, after).length === 0 && (await server.isLive())) break;
    }
    return after;
  }
}

/** What it holds after its first few readers. */
async function settled(server: Server): Promise<Memory> {
  if (server.age < 10) await sleep(1_000);
  const memory = await server.memory();
  if (memory === undefined) throw new Error(`The server does not answer before it is attacked.\n${server.words}`);
  return memory;
}

function problemsOf(before: Memory, after: Memory | undefined): string[] {
  if (after === undefined) return [`does not answer ${RETURNED_WITHIN_MS / 1_000} s later`];
  return [
    ...(after.usedMb > before.usedMb + KEPT_MB ? [`keeps ${after.usedMb - before.usedMb} MB`] : []),
    ...(after.files > before.files + KEPT_FILES ? [`keeps ${after.files - before.files} sockets`] : []),
    ...Object.entries(after.held)
      .filter(([, held]) => held !== 0)
      .map(([pool, held]) => `${held} of ${pool} are still held`),
  ];
}

const wordsOf = (reasons: Record<string, number>): string =>
  Object.entries(reasons)
    .map(([reason, count]) => `${count} × ${reason}`)
    .join(', ');
