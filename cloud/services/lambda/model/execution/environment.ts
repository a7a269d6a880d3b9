import type { ProcessEnd, SupervisedProcess } from "../../../../processes/supervised-process";
import { hearLines } from "../../../../processes/processes";
import type { Duplex } from "node:stream";

/** A message between the cloud and a runtime: a small head in JSON, and an opaque payload. */
interface Frame {
  readonly head: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

const LENGTHS = 8;
/** More than any payload of AWS; a longer frame cannot come from the lab cloud's own runtime. */
const MAX_BYTES = 128 * 1024 * 1024;

/** A frame as bytes: lengths of head and body (32 bits each, big-endian), head, body. */
function encodeFrame(head: Frame["head"], body: Uint8Array): Buffer {
  const top = Buffer.from(JSON.stringify(head));
  const lengths = Buffer.alloc(LENGTHS);
  lengths.writeUInt32BE(top.byteLength, 0);
  lengths.writeUInt32BE(body.byteLength, 4);
  return Buffer.concat([lengths, top, body]);
}

/**
 * Reads the frames of a channel, until it ends.
 *
 * @param onNonsense called once if the bytes are no frame; nothing is read after that
 */
function hearFrames(channel: Duplex, hear: (frame: Frame) => void, onNonsense: () => void): void {
  let chunks: Buffer[] = [];
  let held = 0;
  let requested = LENGTHS;
  channel.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    held += chunk.byteLength;
    try {
      while (held >= requested) {
        const bytes = Buffer.concat(chunks);
        const bodyAt = LENGTHS + bytes.readUInt32BE(0);
        requested = bodyAt + bytes.readUInt32BE(4);
        if (requested > MAX_BYTES) throw new SyntaxError("too large");
        chunks = [bytes];
        if (held < requested) return;
        const frame = {
          head: parseHead(bytes.toString("utf8", LENGTHS, bodyAt)),
          body: bytes.subarray(bodyAt, requested),
        };
        chunks = [bytes.subarray(requested)];
        held -= requested;
        requested = LENGTHS;
        hear(frame);
      }
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      channel.removeAllListeners("data").resume();
      onNonsense();
    }
  });
}

function parseHead(text: string): Frame["head"] {
  const head: unknown = JSON.parse(text);
  if (typeof head !== "object" || head === null) throw new SyntaxError("no head");
  return head as Frame["head"];
}

/** The data of one call for a runtime. */
interface InvocationRequest {
  readonly requestId: string;
  /** The ARN that the caller used. */
  readonly arn: string;
  /** JSON. */
  readonly payload: Uint8Array;
  readonly clientContext?: unknown;
  /** The value of the function's `_X_AMZN_TRACE_ID`. */
  readonly trace: string;
  /** ms of real time that the call may take. */
  readonly limitMs: number;
}

/** How an initialization or a call ended. */
export type Result =
  /** The handler's return value, as JSON. */
  | { readonly kind: "returned"; readonly payload: Buffer }
  /** The runtime's report of an error, as JSON; `ends` if the runtime exits after it. */
  | { readonly kind: "failed"; readonly payload: Buffer; readonly ends: boolean }
  | { readonly kind: "timed out" }
  /** The process ended without an answer; `ranOut` if it was killed because it used too much memory. */
  | { readonly kind: "exited"; readonly ended: ProcessEnd; readonly ranOut: boolean };

interface EnvironmentOptions {
  readonly memoryMiB: number;
  /** ms of real time that the initialization may take. */
  readonly initLimitMs: number;
  /** Called with each line that the process prints. */
  readonly print: (line: string) => void;
}

const MiB = 1024 * 1024;
/** How often the memory of a running environment is measured, in ms of real time. */
const WATCH_MS = 150;

/** One execution environment: a process with a runtime, which takes one call at a time and is frozen between calls. */
export class Environment {
  /** The result of the initialization; `returned` if the environment is ready for calls. */
  readonly ready: Promise<Result>;
  /** Resolves when its process is gone. */
  readonly ended: Promise<ProcessEnd>;
  readonly #process: SupervisedProcess;
  readonly #options: EnvironmentOptions;
  readonly #flush: readonly (() => void)[];
  #settle: ((result: Result) => void) | undefined;
  #maxRssBytes = 0;
  #ranOut = false;
  #exit: Result | undefined;

  constructor(process: SupervisedProcess, options: EnvironmentOptions) {
    this.#process = process;
    this.#options = options;
    this.#flush = [process.output, process.errors].map((output) =>
      hearLines(output, (line) => this.#options.print(line)),
    );
    hearFrames(
      process.channel,
      (frame) => this.#hear(frame),
      () => void process.kill(),
    );
    this.ended = process.ended.then(async (ended) => {
      // First its last output, which may say why it has ended.
      await process.waitUntilHeard();
      this.#exit = { kind: "exited", ended, ranOut: this.#ranOut };
      this.#settle?.(this.#exit);
      return ended;
    });
    this.ready = this.#waitForMessage(options.initLimitMs);
  }

  /** The maximum memory that the environment has used so far, in MiB, as the operating system counts it. */
  get maxMemoryMiB(): number {
    return Math.ceil(this.#maxRssBytes / MiB);
  }

  get hasEnded(): boolean {
    return this.#exit !== undefined;
  }

  /** Makes one call. Afterward the environment is frozen, or has ended. */
  async call({ requestId: id, arn, payload, clientContext, trace, limitMs }: InvocationRequest): Promise<Result> {
    this.#process.thaw();
    const result = this.#waitForMessage(limitMs);
    const head = { id, arn, deadline: Date.now() + limitMs, clientContext, trace };
    this.#process.channel.write(encodeFrame(head, payload));
    return result;
  }

  /** Stops the process until the next call. */
  freeze(): void {
    this.#process.freeze();
  }

  /** Ends the environment with all processes that it started. */
  async end(): Promise<void> {
    await this.#process.kill();
  }

  /** Resolves with the next message, or when the time is up or the process has ended. */
  async #waitForMessage(limitMs: number): Promise<Result> {
    const watch = setInterval(() => this.#lookAtMemory(), WATCH_MS);
    let timer: NodeJS.Timeout | undefined;
    const result = await new Promise<Result>((settle) => {
      this.#settle = settle;
      timer = setTimeout(() => settle({ kind: "timed out" }), limitMs);
      if (this.#exit !== undefined) settle(this.#exit);
    });
    clearInterval(watch);
    clearTimeout(timer);
    this.#settle = undefined;
    if (result.kind === "timed out" || (result.kind === "failed" && result.ends)) await this.end();
    if (this.hasEnded) await this.#process.waitUntilDrained();
    else await waitForOutput();
    for (const flush of this.#flush) flush();
    return result;
  }

  #lookAtMemory(): void {
    const held = this.#process.getMemoryBytes() ?? 0;
    this.#maxRssBytes = Math.max(this.#maxRssBytes, held);
    if (held <= this.#options.memoryMiB * MiB) return;
    this.#ranOut = true;
    void this.#process.kill();
  }

  #hear({ head, body }: Frame): void {
    if (typeof head["maxRss"] === "number") this.#maxRssBytes = Math.max(this.#maxRssBytes, head["maxRss"] * 1024);
    this.#settle?.(
      "failed" in head
        ? { kind: "failed", payload: body, ends: head["failed"] === "init" || head["ends"] === true }
        : { kind: "returned", payload: body },
    );
  }
}

/**
 * Output that a process wrote before its answer has arrived, but may be read after the answer: wait one turn of the
 * event loop.
 */
const waitForOutput = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(() => setImmediate(resolve));
  });
