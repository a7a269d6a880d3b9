type Frames = readonly (Uint8Array | string)[];

/** A socket takes one message at a time; this keeps the others, in order. */
export interface SendQueue {
  send(frames: Frames): void;
  /** Resolves when all is handed over. */
  empty(): Promise<void>;
}

export function createSendQueue(
  socket: { send(frames: (Uint8Array | string)[]): Promise<void> },
  failed: (error: unknown) => void,
): SendQueue {
  const waiting: Frames[] = [];
  let sending = Promise.resolve();
  let busy = false;

  async function sendAll(): Promise<void> {
    busy = true;
    for (let frames = waiting.shift(); frames !== undefined; frames = waiting.shift()) {
      await socket.send([...frames]).catch(failed);
    }
    busy = false;
  }

  return {
    send: (frames) => {
      waiting.push(frames);
      if (!busy) sending = sendAll();
    },
    empty: () => sending,
  };
}
