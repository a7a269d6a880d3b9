/**
 * The thread of the sockets. It stays responsive however busy a cell is: answers heartbeats and `kernel_info_request`,
 * interrupts, shuts down, and sends the main thread's messages to the client.
 */
import { writeSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { createDebugger } from "../debug/debugger";
import { readConnection } from "./connection";
import { createDispatcher } from "./dispatcher";
import { interruptCounts } from "./interrupt-counts";
import { createSender } from "./sender";
import { openSockets } from "./sockets";
import type { MessageFromSocketThread, MessageToSocketThread, SocketThreadData } from "./threads";

const LOOK_MS = 1000;
/** The first byte of a message that subscribes a client to a topic, which follows. */
const SUBSCRIBES = 1;

/**
 * Written to file descriptor 2: a worker's `process.stderr` goes through the main thread, which may be busy, or about
 * to be killed.
 */
const log = (text: string): void => {
  writeSync(2, `kernel: ${text}\n`);
};

async function run(): Promise<void> {
  const main = parentPort;
  if (main === null) throw new Error("socket-thread.ts runs as a worker only");
  const { root, connectionFile, counts, answers } = workerData as SocketThreadData;
  const post = (message: MessageFromSocketThread): void => {
    main.postMessage(message);
  };
  try {
    const connection = readConnection(connectionFile);
    const sockets = await openSockets(connection, (busy) => {
      log(`${busy} is in use, trying again`);
    });
    const sender = createSender(sockets, connection.key, log);
    const debug = createDebugger(root, (content, request) => {
      sender.publish(request, { msgType: "debug_event", content });
    });
    const dispatcher = createDispatcher({
      sender,
      key: connection.key,
      counts: interruptCounts(counts),
      debug,
      answers,
      post,
    });
    main.on("message", (message: MessageToSocketThread) => {
      dispatcher.handle(message);
    });
    for (const channel of ["shell", "control"] as const) {
      void handleEach(sockets[channel], (frames) => {
        dispatcher.receive(channel, frames);
      });
    }
    void handleEach(sockets.stdin, dispatcher.receiveAnswer);
    let isGreeted = false;
    void handleEach(sockets.iopub, ([subscription]) => {
      if (subscription?.[0] !== SUBSCRIBES) return;
      sender.sendWelcome(subscription.subarray(1).toString("utf8"));
      // A client that has subscribed while the kernel started expects the welcome before any other message.
      if (!isGreeted) sender.publish(undefined, { msgType: "status", content: { execution_state: "starting" } });
      isGreeted = true;
    });
    void handleEach(sockets.hb, (frames) => void sockets.hb.send(frames));
    endWithParent();
    post({ kind: "ready" });
  } catch (error) {
    post({ kind: "failed", why: error instanceof Error ? error.message : String(error) });
  }
}

/** Handles each message, until the socket is closed. */
async function handleEach(socket: AsyncIterable<Buffer[]>, handle: (frames: Buffer[]) => void): Promise<void> {
  for await (const frames of socket) {
    try {
      handle(frames);
    } catch (error) {
      log(`message ignored: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

/** Ends this process when its parent process is gone: a notebook server that was killed cannot end its kernels. */
function endWithParent(): void {
  const parent = process.ppid;
  // On Windows the parent's process id stays the same when the parent ends.
  if (process.platform === "win32" || parent <= 1) return;
  setInterval(() => {
    if (process.ppid === parent) return;
    log("the notebook server is gone, exiting");
    process.kill(process.pid, "SIGKILL");
  }, LOOK_MS).unref();
}

void run();
