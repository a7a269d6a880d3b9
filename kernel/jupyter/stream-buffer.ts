import type { Message } from "./message";

/** A piece of what a cell printed. */
export interface Print {
  readonly parent: Message | undefined;
  readonly name: string;
  readonly text: string;
}

/** Prints of cells, gathered into fewer messages, in order. */
interface StreamBuffer {
  write(print: Print): void;
  /** Sends the text that is held. Call it before any other message is sent. */
  flush(): void;
}

/** Longer text goes out at once. */
const LARGE = 64 * 1024;
/** Text is held this long at most. */
const HOLD_MS = 30;

/**
 * Gathers prints, since a message for each would cost the notebook more than the print itself, and a client that
 * appends them one by one takes quadratic time. Used in the sockets' thread: the cells' thread may be too busy to send
 * what it printed before.
 *
 * @param nowMs any clock that does not go back
 */
export function createStreamBuffer(send: (print: Print) => void, nowMs: () => number): StreamBuffer {
  let texts: string[] = [];
  let length = 0;
  let like: Print | undefined;
  let sinceMs = 0;
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (like === undefined) return;
    const print = { ...like, text: texts.join("") };
    like = undefined;
    texts = [];
    length = 0;
    send(print);
  }

  return {
    flush,
    write: (print) => {
      if (
        like !== undefined &&
        (print.name !== like.name || print.parent?.header.msg_id !== like.parent?.header.msg_id)
      )
        flush();
      if (like === undefined) sinceMs = nowMs();
      like = print;
      texts.push(print.text);
      length += print.text.length;
      if (length >= LARGE || nowMs() - sinceMs >= HOLD_MS) flush();
      else timer ??= setTimeout(flush, HOLD_MS);
    },
  };
}
