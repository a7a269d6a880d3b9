import type { Json, Message } from "../jupyter/message";
import type { ToSocketThread } from "../jupyter/threads";

/** The way from the thread of the cells to the client. */
export interface Client {
  reply(request: Request, msgType: string, content: Json): void;
  publish(parent: Message | undefined, msgType: string, content: Json): void;
}

export interface Request {
  readonly channel: "shell" | "control";
  readonly message: Message;
}

export function createClient(send: (message: ToSocketThread) => void): Client {
  return {
    reply: ({ channel, message }, msgType, content) => {
      send({ kind: "reply", channel, to: message, msgType, content });
    },
    publish: (parent, msgType, content) => {
      send({ kind: "publish", parent, msgType, content });
    },
  };
}
