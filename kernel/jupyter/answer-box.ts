import { MessageChannel, receiveMessageOnPort, type MessagePort } from "node:worker_threads";

/** The end of the box that the sockets' thread has. */
export interface AnswerBoxEnd {
  readonly port: MessagePort;
  /** Counts the messages that were put into the box. */
  readonly count: SharedArrayBuffer;
}

/** The box's output: the person's answer, or an interrupt of the cell. */
type BoxMessage = { readonly value: string } | { readonly interrupted: true };

/**
 * The way of a person's answers to the cells' thread, which waits for them without returning to its event loop: a cell can
 * ask in the middle of a function, as `prompt` in a browser does.
 */
interface AnswerBox {
  readonly end: AnswerBoxEnd;
  /**
   * Blocks this thread until a message comes.
   *
   * @returns undefined after an interrupt
   */
  wait(ask: () => void): string | undefined;
}

export function createAnswerBox(): AnswerBox {
  const { port1, port2 } = new MessageChannel();
  const count = new SharedArrayBuffer(4);
  const counter = new Int32Array(count);
  return {
    end: { port: port2, count },
    wait: (ask) => {
      // Drops an answer that came after its cell had been interrupted.
      while (receiveMessageOnPort(port1) !== undefined);
      ask();
      for (;;) {
        const seen = Atomics.load(counter, 0);
        const received = receiveMessageOnPort(port1) as { message: BoxMessage } | undefined;
        if (received !== undefined) return "value" in received.message ? received.message.value : undefined;
        Atomics.wait(counter, 0, seen);
      }
    },
  };
}

/** Puts a message into the box and wakes the thread that waits. */
export function putAnswer({ port, count }: AnswerBoxEnd, message: BoxMessage): void {
  port.postMessage(message);
  const counter = new Int32Array(count);
  Atomics.add(counter, 0, 1);
  Atomics.notify(counter, 0);
}
