import { MessageChannel } from "node:worker_threads";
import vm from "node:vm";
import { InterruptedError } from "./interrupted";

const BODY = Symbol.for("labs.body");
const callBody = new vm.Script(`globalThis[Symbol.for("labs.body")]()`);

/**
 * Starts a cell's code in its own event, so that no function of the kernel is on the stack below it: an interrupt
 * that has to kill busy code unwinds the whole stack. SIGINT ends the part before the first `await` by an exception.
 *
 * @returns what `body` returns; never settles if the code was killed
 * @throws Interrupted after SIGINT; otherwise the error that `body` throws
 */
export function startApart<T>(body: () => Promise<T>): Promise<T> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve, reject) => {
    port2.once("message", () => {
      port2.close();
      try {
        resolve(endBySigint(body));
      } catch (error) {
        reject(isInterruption(error) ? new InterruptedError() : error);
      }
    });
    port1.postMessage(null);
  });
}

function endBySigint<T>(body: () => Promise<T>): Promise<T> {
  Object.defineProperty(globalThis, BODY, { value: body, configurable: true });
  return callBody.runInThisContext({ breakOnSigint: true }) as Promise<T>;
}

function isInterruption(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_INTERRUPTED";
}
