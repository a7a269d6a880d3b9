type Frames = readonly (Uint8Array | string)[];

/** A queue before a socket, which takes one message at a time. */
interface SendQueue {
  send(frames: Frames): void;
  /** Resolves when the socket has taken all messages. */
  waitUntilEmpty(): Promise<void>;
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
    waitUntilEmpty: () => sending,
  };
}
