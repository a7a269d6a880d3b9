import type { Json, Message } from "./message";

/** The data with which the sockets' thread is started. */
export interface SocketThreadData {
  readonly connectionFile: string;
  /** See interrupt-counts.ts. */
  readonly counts: SharedArrayBuffer;
}

/** From the sockets' thread to the one that runs cells. */
export type FromSocketThread =
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
export type ToSocketThread =
  | {
      readonly kind: "reply";
      readonly channel: "shell" | "control";
      readonly to: Message;
      readonly msgType: string;
      readonly content: Json;
    }
  | { readonly kind: "publish"; readonly parent: Message | undefined; readonly msgType: string; readonly content: Json }
  | { readonly kind: "close" };
