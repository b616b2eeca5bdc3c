import { readFile } from 'node:fs/promises';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';

interface Message {
  id?: number;
  method?: string;
  params?: Record<string, unknown>;
  result?: Record<string, unknown>;
}

interface Script {
  scriptId: string;
  url: string;
  sourceMapURL?: string;
}

/** Where a process stands: the script that runs, and the line in its source; undefined outside of that source. */
export interface Stop {
  script: string | undefined;
  line: number | undefined;
}

/** A debugger as editors are one: it finds a line of a source by the source map of the script that was made of it. */
export class Debugger {
  private readonly socket: WebSocket;
  private readonly answers = new Map<number, (result: Record<string, unknown>) => void>();
  private readonly paused: ((params: Record<string, unknown>) => void)[] = [];
  private readonly scripts = new Map<string, Script>();
  private breakpoint: Promise<void> | undefined;
  private count = 0;

  private constructor(
    address: string,
    private readonly source: string,
    private readonly line: number,
  ) {
    this.socket = new WebSocket(address);
    this.socket.on('message', (data: Buffer) => void this.onMessage(JSON.parse(data.toString()) as Message));
  }

  /** Attaches to the inspector at this address, with a breakpoint at a line of a source; lines begin at 1. */
  static async attach(address: string, source: string, line: number): Promise<Debugger> {
    const created = new Debugger(address, source, line);
    await new Promise((opened, failed) => created.socket.once('open', opened).once('error', failed));
    await created.call('Debugger.enable');
    await created.call('Runtime.enable');
    // As `pauseForSourceMap` of VS Code: a script with a map waits until its breakpoints are there.
    await created.call('Debugger.setInstrumentationBreakpoint', {
      instrumentation: 'beforeScriptWithSourceMapExecution',
    });
    return created;
  }

  /** Lets a process go on that waits for its debugger. */
  run = () => this.call('Runtime.runIfWaitingForDebugger');

  /** Goes on from where it stands. */
  resume = () => this.call('Debugger.resume');

  /** The place of the next stop. */
  async stop(): Promise<Stop> {
    const params = await new Promise<Record<string, unknown>>((stopped) => this.paused.push(stopped));
    const [frame] = params.callFrames as { location: { scriptId: string; lineNumber: number } }[];
    const { scriptId, lineNumber } = frame!.location;
    const entry = (await this.mapOf(scriptId))?.findEntry(lineNumber, 10_000);
    return {
      script: this.scripts.get(scriptId)?.url,
      line: entry && 'originalLine' in entry ? entry.originalLine + 1 : undefined,
    };
  }

  close(): void {
    this.socket.terminate();
  }

  private call(method: string, params: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    const id = ++this.count;
    return new Promise((answered) => {
      this.answers.set(id, answered);
      this.socket.send(JSON.stringify({ id, method, params }));
    });
  }

  private async onMessage({ id, method, params, result }: Message): Promise<void> {
    if (id !== undefined) this.answers.get(id)?.(result ?? {});
    else if (method === 'Debugger.scriptParsed') this.onScript(params as unknown as Script);
    else if (method === 'Debugger.paused' && params?.reason === 'instrumentation') {
      await this.breakpoint;
      await this.resume();
    } else if (method === 'Debugger.paused') this.paused.shift()?.(params!);
  }

  private onScript(script: Script): void {
    if (!script.sourceMapURL || !script.url.replace(/\.[jt]s$/, '').endsWith(this.source.replace(/\.ts$/, ''))) return;
    this.scripts.set(script.scriptId, script);
    this.breakpoint = this.setBreakpoint(script);
  }

  private async setBreakpoint(script: Script): Promise<void> {
    const map = await this.mapOf(script.scriptId);
    const { scriptSource } = await this.call('Debugger.getScriptSource', { scriptId: script.scriptId });
    const lines = (scriptSource as string).split('\n');
    for (const [lineNumber, text] of lines.entries()) {
      const entry = map?.findEntry(lineNumber, text.length);
      if (!entry || !('originalLine' in entry) || entry.originalLine !== this.line - 1) continue;
      const location = { scriptId: script.scriptId, lineNumber, columnNumber: text.search(/\S/) };
      await this.call('Debugger.setBreakpoint', { location });
      return;
    }
  }

  private async mapOf(scriptId: string): Promise<SourceMap | undefined> {
    const { url, sourceMapURL } = this.scripts.get(scriptId) ?? {};
    if (!url || !sourceMapURL) return undefined;
    const [, data] = /^data:.*?base64,(.*)$/.exec(sourceMapURL) ?? [];
    const path = url.startsWith('file:') ? fileURLToPath(url) : url;
    const text = data
      ? Buffer.from(data, 'base64').toString()
      : await readFile(resolve(dirname(path), sourceMapURL), 'utf8');
    return new SourceMap(JSON.parse(text) as SourceMapPayload);
  }
}
