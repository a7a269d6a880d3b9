import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { measureProcessorSeconds } from "./processor-seconds";
import { COMPILER_ENV, forgetSnapshot } from "../../kernel/compile/startup-snapshot";
import { isUp, UP } from "../../kernel/compile/up";
import { prepareSnapshot, findPresentSnapshot, type LabSnapshot } from "./snapshot";
import type { CompileResponse, CompileRequest } from "./requests";

/** How long a request may take, in seconds of processor time, so that a busy machine makes no difference. */
interface TimeLimits {
  readonly maxSeconds: number;
  /** Called once, when the request has taken so long that others should not wait for it. */
  readonly onSuspect?: () => void;
}

interface TimedResponse {
  /** Undefined if there is no response in time, or if the process has ended over the request. */
  readonly response: CompileResponse | undefined;
  readonly seconds: number;
}

/** A process with the compiler. */
export interface CompilerChild {
  askCompiler(request: CompileRequest, patience: TimeLimits): Promise<TimedResponse>;
  /** Memory of the process in bytes, as in its last response. */
  getResidentBytes(): number;
  /**
   * By how much its memory has grown since it was warm, without the growth that every process from a snapshot has once.
   */
  getGrownBytes(): number;
  hasEnded(): boolean;
  stop(): Promise<void>;
}

const LOOK_MS = 200;
/** An honest request takes a warm compiler less than a second. */
const SUSPECT_SECONDS = 5;
/**
 * Added for the first request, when the compiler reads the types of TypeScript and the SDK: the submission isn't
 * to blame for that. It takes ten seconds, and forty on a slow machine.
 */
const COLD_SECONDS = 120;
/** Added for the first request of a process from a snapshot, which has read the types already. */
const SNAPSHOT_COLD_SECONDS = 15;
/** Real seconds per second of processor time: on a busy machine a process may get so little. */
const BUSIEST = 20;

/**
 * Memory that a process from a snapshot takes once, with its first cells that are not in the snapshot: Node compiles TypeScript's own code
 * again as it first runs. With lab 04's cells this took 70 to 100 MB, and as much processor time as four submissions' cells, so the process is
 * not replaced for this growth.
 */
const SNAPSHOT_WARM_UP_BYTES = 100 * 1024 * 1024;

/** Memory limits of a compiler's process. */
interface CompilerMemory {
  /** Heap of the process, for TypeScript and all types that it has read. */
  readonly heapMiB: number;
  /** The process collects garbage before it reports a growth of this many bytes. */
  readonly maxGrowthBytes: number;
}

/** How a process's time is measured; tests have their own clocks. */
interface CompilerClock {
  /** Processor time of a process so far, see `measureProcessorSeconds`. */
  measureProcessorSeconds(pid: number | undefined): number;
  /** Real time in milliseconds. */
  now(): number;
}

const CLOCK: CompilerClock = { measureProcessorSeconds, now: () => performance.now() };

/** The program, project, memory and snapshot that a compiler's process is started with. */
export interface CompilerStart {
  readonly program: string;
  /** Absolute path of the project. */
  readonly root: string;
  readonly memory: CompilerMemory;
  /** The lab whose snapshot the process starts from, see `prepareSnapshot`. */
  readonly snapshot?: LabSnapshot | undefined;
  readonly clock?: CompilerClock | undefined;
}

/**
 * Options of Node for the compiler's process. By default V8 would keep 48 MB for new objects, and collect garbage only once the heap has
 * grown by more than half: lab 03's compiler would take 80 MB more, to save 2 % of the time.
 */
export const createNodeOptions = ({ heapMiB }: Pick<CompilerMemory, "heapMiB">): readonly string[] => [
  `--max-old-space-size=${heapMiB}`,
  "--expose-gc",
  "--max-semi-space-size=4",
  "--heap-growing-percent=17",
];

/** Starts a process with TypeScript, from a snapshot if there is one. */
export async function startCompilerChild({
  program,
  root,
  memory,
  snapshot,
  clock = CLOCK,
}: CompilerStart): Promise<CompilerChild> {
  const nodeOptions = createNodeOptions(memory);
  const found = snapshot?.onlyIfPresent ? findPresentSnapshot : prepareSnapshot;
  const file = snapshot && (await found({ ...snapshot, root, nodeOptions }));
  const start = (more: readonly string[]): ChildProcess =>
    fork(program, [root, String(memory.maxGrowthBytes)], {
      cwd: root,
      env: COMPILER_ENV,
      execArgv: [...nodeOptions, ...more],
      serialization: "advanced",
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
  if (file === undefined) return createChild(start([]), clock, WITHOUT_SNAPSHOT);
  const child = start(["--snapshot-blob", file]);
  if (await isUp(child)) return createChild(child, clock, FROM_SNAPSHOT);
  forgetSnapshot(file);
  return createChild(start([]), clock, WITHOUT_SNAPSHOT);
}

interface WarmUp {
  /** Processor time that the first request may take in addition. */
  readonly coldSeconds: number;
  /** Growth that still comes after the process is warm, and that its requests do not cause. */
  readonly toComeBytes: number;
}

const WITHOUT_SNAPSHOT: WarmUp = { coldSeconds: COLD_SECONDS, toComeBytes: 0 };
const FROM_SNAPSHOT: WarmUp = { coldSeconds: SNAPSHOT_COLD_SECONDS, toComeBytes: SNAPSHOT_WARM_UP_BYTES };

function createChild(child: ChildProcess, clock: CompilerClock, { coldSeconds, toComeBytes }: WarmUp): CompilerChild {
  let resident = 0;
  let warmBytes: number | undefined;
  let last = 0;
  return {
    async askCompiler(request, { maxSeconds: maxRequestSeconds, onSuspect }) {
      const began = clock.measureProcessorSeconds(child.pid);
      const arriving = requestResponse(child, { n: ++last, request });
      const free = warmBytes === undefined ? coldSeconds : 0;
      const maxWaitSeconds = maxRequestSeconds + free;
      let suspectSeconds = SUSPECT_SECONDS + free;
      const started = clock.now();
      let seconds = 0;
      const look = setInterval(() => {
        seconds = Math.max(seconds, clock.measureProcessorSeconds(child.pid) - began);
        if (seconds > suspectSeconds) {
          suspectSeconds = Infinity;
          onSuspect?.();
        }
        if (seconds > maxWaitSeconds || clock.now() - started > maxWaitSeconds * BUSIEST * 1000) child.kill("SIGKILL");
      }, LOOK_MS);
      const message = await arriving;
      clearInterval(look);
      if (message) resident = message.residentBytes;
      if (message?.response.cells !== undefined) warmBytes ??= message.residentBytes;
      seconds = Math.max(seconds, clock.measureProcessorSeconds(child.pid) - began);
      // A submission that ends the process pays for all its time, the first request's extra seconds included.
      return { response: message?.response, seconds: message ? Math.max(seconds - free, 0) : seconds };
    },
    getResidentBytes: () => resident,
    getGrownBytes: () => (warmBytes === undefined ? 0 : Math.max(resident - warmBytes - toComeBytes, 0)),
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
}

interface ChildMessage {
  readonly n: number;
  readonly response: CompileResponse;
  readonly residentBytes: number;
}

function requestResponse(
  child: ChildProcess,
  message: { n: number; request: CompileRequest },
): Promise<ChildMessage | undefined> {
  return new Promise((resolve) => {
    const finishResponse = (message?: ChildMessage): void => {
      child.off("message", onMessage).off("exit", onExit);
      resolve(message);
    };
    const onMessage = (details: ChildMessage | typeof UP): void => {
      if (details !== UP && details.n === message.n) finishResponse(details);
    };
    const onExit = (): void => {
      finishResponse();
    };
    child.on("message", onMessage).on("exit", onExit);
    if (child.exitCode !== null || child.signalCode !== null) finishResponse();
    else
      child.send(message, (error) => {
        if (error) finishResponse();
      });
  });
}
