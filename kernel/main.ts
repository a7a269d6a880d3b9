/** The kernel's process: this thread runs cells, another thread has the sockets, and another process compiles. */
import { Worker } from "node:worker_threads";
import { startCompiler } from "./compile/compiler-process";
import { createDebugHook } from "./run/hook";
import { createAnswerBox } from "./jupyter/answer-box";
import { COUNTS_BYTES, interruptCounts } from "./jupyter/interrupt-counts";
import type { MessageFromSocketThread, MessageToSocketThread, SocketThreadData } from "./jupyter/threads";
import { getThrownStack } from "./report/thrown";
import { createRuntime } from "./run/runtime";
import { createKernel, type Kernel } from "./session/kernel";
import { createClient } from "./session/client";
import { sendComm } from "./session/comm-messages";
import { warmUp } from "./session/warm-up";

/**
 * Starts the kernel. Ends the process with status 1 if its sockets cannot be opened.
 *
 * @param root           absolute path of the project, which must be the current folder
 * @param connectionFile as Jupyter gives it
 */
export function startKernel(root: string, connectionFile: string): void {
  const buffer = new SharedArrayBuffer(COUNTS_BYTES);
  const counts = interruptCounts(buffer);
  const answers = createAnswerBox();
  const socketThreadData: SocketThreadData = { root, connectionFile, counts: buffer, answers: answers.end };
  const socketThread = new Worker(new URL("./socket-thread.js", import.meta.url), {
    workerData: socketThreadData,
    transferList: [answers.end.port],
    name: "kernel sockets",
  });
  const exit = guardExit();
  let kernel: Kernel | undefined;
  const complain = console.error.bind(console);
  const client = createClient((message: MessageToSocketThread) => {
    socketThread.postMessage(message);
  }, answers.wait);
  const runtime = createRuntime(root, {
    interrupts: counts.requested,
    onInterrupt: counts.noteInterrupt,
    debug: createDebugHook(),
    sendComm: (event) => {
      sendComm(client, kernel?.getLatest(), event);
    },
  });
  const compiler = startCompiler(root);
  void warmUp(root, compiler, { ...counts, waitUntilIdle: async () => kernel?.waitUntilIdle() });

  function begin(): Kernel {
    return createKernel({ root, compiler, runtime, client });
  }

  function fail(why: string): never {
    complain(why);
    return exit(1);
  }

  socketThread.on("message", (message: MessageFromSocketThread) => {
    if (message.kind === "ready") {
      try {
        kernel = counts.runUnharmed(begin);
      } catch (error) {
        fail(`The kernel cannot start: ${getThrownStack(error)}`);
      }
    } else if (message.kind === "request") {
      kernel?.handle(message, message.receivedAtMs);
    } else if (message.kind === "interrupt") {
      listen();
      // Also calls the listeners of cells and of the library, which clean up as at Ctrl-C in a terminal.
      process.emit("SIGINT", "SIGINT");
    } else if (message.kind === "shutdown") {
      socketThread.postMessage({ kind: "close" } satisfies MessageToSocketThread);
    } else {
      fail(`The kernel cannot start: ${message.why}`);
    }
  });
  socketThread.on("exit", () => {
    exit(0);
  });
  socketThread.on("error", (error) => {
    fail(`The kernel's sockets failed: ${getThrownStack(error)}`);
  });
  function onSigint(): void {
    // Counted again: a cell that was taken from the queue between the request and this moment took the first count for
    // an interrupt before it, and would run on.
    counts.ask();
    counts.settle();
    runtime.interrupt();
  }

  /**
   * Node removes the listeners of SIGINT while a cell starts (`breakOnSigint`), and cannot restore them if the code had
   * to be killed.
   */
  function listen(): void {
    process.off("SIGINT", onSigint);
    process.on("SIGINT", onSigint);
  }

  listen();
}

/**
 * Keeps `process.exit()` in a cell, or in a script's function called from one, from ending the kernel.
 *
 * @returns a function that really ends the process
 */
function guardExit(): (code: number) => never {
  const exit = process.exit.bind(process);
  process.exit = (code) => {
    throw new Error(
      `process.exit(${code ?? ""}) would end the kernel with all your variables. To do that, restart it in the Kernel menu.`,
    );
  };
  return exit;
}
