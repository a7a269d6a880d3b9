import type { Json, Message } from "../jupyter/message";
import type { Broadcast, MessageToSocketThread } from "../jupyter/threads";

/** The way from the thread of the cells to the client. */
export interface Client {
  reply(request: Request, msgType: string, content: Json): void;
  publish(parent: Message | undefined, msgType: string, content: Json): void;
  broadcast(parent: Message | undefined, broadcast: Broadcast): void;
  /** Asks the person whose client sent a request, and blocks until the answer. @returns undefined after an interrupt */
  askInput(parent: Message, content: Json): string | undefined;
}

export interface Request {
  readonly channel: "shell" | "control";
  readonly message: Message;
}

export function createClient(
  send: (message: MessageToSocketThread) => void,
  waitForAnswer: (ask: () => void) => string | undefined,
): Client {
  return {
    reply: ({ channel, message }, msgType, content) => {
      send({ kind: "reply", channel, to: message, msgType, content });
    },
    publish: (parent, msgType, content) => {
      send({ kind: "publish", parent, msgType, content });
    },
    broadcast: (parent, broadcast) => {
      send({ kind: "publish", parent, ...broadcast });
    },
    askInput: (parent, content) =>
      waitForAnswer(() => {
        send({ kind: "input", parent, content });
      }),
  };
}
