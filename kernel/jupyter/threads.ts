import type { AnswerBoxEnd } from "./answer-box";
import type { Json, Message } from "./message";

/** A message to all clients. */
export interface Broadcast {
  readonly msgType: string;
  readonly content: Json;
  readonly metadata?: Json;
  readonly buffers?: readonly Uint8Array[];
}

/** The data for starting the sockets' thread. */
export interface SocketThreadData {
  /** Absolute path of the project. */
  readonly root: string;
  readonly connectionFile: string;
  /** See interrupt-counts.ts. */
  readonly counts: SharedArrayBuffer;
  /** See answer-box.ts. */
  readonly answers: AnswerBoxEnd;
}

/** From the sockets' thread to the one that runs cells. */
export type MessageFromSocketThread =
  | { readonly kind: "ready" }
  | { readonly kind: "failed"; readonly why: string }
  | {
      readonly kind: "request";
      readonly channel: "shell" | "control";
      readonly message: Message;
      /** Epoch ms. */ readonly receivedAtMs: number;
    }
  | { readonly kind: "interrupt" }
  | { readonly kind: "shutdown" };

/** From the thread that runs cells to the sockets' thread. */
export type MessageToSocketThread =
  | {
      readonly kind: "reply";
      readonly channel: "shell" | "control";
      readonly to: Message;
      readonly msgType: string;
      readonly content: Json;
    }
  | ({ readonly kind: "publish"; readonly parent: Message | undefined } & Broadcast)
  /** Asks the person at the notebook; the answer comes through the answer box. */
  | { readonly kind: "input"; readonly parent: Message; readonly content: Json }
  | { readonly kind: "close" };
