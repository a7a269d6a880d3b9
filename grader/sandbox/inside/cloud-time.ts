import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers";
import promises from "node:timers/promises";
import { promisify } from "node:util";
import { sendMessage } from "./channel";

/** Shorter waits stay in real time: they only let other code run, and do not wait for the cloud. */
const SHORTEST_MS = 50;
/**
 * Delay of a timer that stands for one which the grader will end. It keeps the process alive, as the original timer
 * would.
 */
const FAR_MS = 2 ** 30;

type Callback = (...args: unknown[]) => void;

const waiting = new Map<number, NodeJS.Timeout>();
const callbacks = new Map<NodeJS.Timeout, () => void>();
let serial = 0;

/** Ends a wait, when the grader reports that the cloud's clock has moved by its duration. */
export function waitIsOver(wait: number): void {
  const timer = waiting.get(wait);
  waiting.delete(wait);
  const callback = timer && callbacks.get(timer);
  if (!timer || !callback) return; // cleared meanwhile
  clearTimeout(timer);
  callback();
}

/**
 * Measures waits in the submission's code by the cloud's clock instead of this machine's: the grader moves that clock, and
 * the wait is over. Packages keep the real timers, which they use for limits on this machine's network.
 */
export function waitOnCloudTime(): void {
  const { setTimeout: realTimeout, clearTimeout: realClear } = globalThis;

  const timeout = (callback: Callback, ms = 0, ...args: unknown[]): NodeJS.Timeout => {
    if (!(ms >= SHORTEST_MS) || isPackage(findCallerFile())) return realTimeout(callback, ms, ...args);
    const timer = realTimeout(() => undefined, FAR_MS);
    serial += 1;
    waiting.set(serial, timer);
    callbacks.set(timer, () => {
      callback(...args);
    });
    sendMessage({ did: "wait", wait: serial, ms: Number(ms) });
    return timer;
  };
  const clear = (timer?: NodeJS.Timeout): void => {
    if (timer) callbacks.delete(timer);
    realClear(timer);
  };
  const sleep = (ms = 0, value?: unknown, options: { signal?: AbortSignal } = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const { signal } = options;
      const timer = timeout(() => {
        resolve(value);
      }, ms);
      const stop = (): void => {
        clear(timer);
        reject(
          Object.assign(new Error("The operation was aborted", { cause: signal?.reason }), {
            name: "AbortError",
            code: "ABORT_ERR",
          }),
        );
      };
      if (signal?.aborted) stop();
      else signal?.addEventListener("abort", stop, { once: true });
    });

  Object.assign(timeout, { [promisify.custom]: sleep });
  Object.assign(globalThis, { setTimeout: timeout, clearTimeout: clear });
  Object.assign(timers, { setTimeout: timeout, clearTimeout: clear });
  Object.assign(promises, { setTimeout: sleep });
  syncBuiltinESMExports();
}

function isPackage(file: string): boolean {
  return file.includes("/node_modules/") || file.startsWith("node:");
}

/**
 * The file that called the patched timer. The kernel's own form of stack traces is set aside, since it leaves such
 * files out.
 */
function findCallerFile(): string {
  const form = Error.prepareStackTrace;
  let files: (string | undefined)[] = [];
  Error.prepareStackTrace = (_, sites) => {
    files = sites.map((site) => site.getFileName() ?? undefined);
    return "";
  };
  void new Error("for its stack").stack;
  Error.prepareStackTrace = form;
  return files[2] ?? "";
}
