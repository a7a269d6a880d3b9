import type { Json, Message } from "../jupyter/message";
import type { ToWire } from "../jupyter/threads";

/** The way from the thread of the cells to the client. */
export interface Line {
  reply(request: Request, msgType: string, content: Json): void;
  publish(parent: Message | undefined, msgType: string, content: Json): void;
}

export interface Request {
  readonly channel: "shell" | "control";
  readonly message: Message;
}

export function createLine(post: (message: ToWire) => void): Line {
  return {
    reply: ({ channel, message }, msgType, content) => {
      post({ kind: "reply", channel, to: message, msgType, content });
    },
    publish: (parent, msgType, content) => {
      post({ kind: "publish", parent, msgType, content });
    },
  };
}
