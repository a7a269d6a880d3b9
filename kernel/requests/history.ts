import type { RequestKind } from "./request";

/** Answers with an empty history: the notebook keeps the cells that were run, the kernel keeps none. */
export const history: RequestKind = {
  replyType: "history_reply",
  answer: () => ({ status: "ok", history: [] }),
};
