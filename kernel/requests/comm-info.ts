import type { RequestKind } from "./request";

/** Widgets would talk over comms; this kernel has none. */
export const commInfo: RequestKind = {
  replyType: "comm_info_reply",
  answer: () => ({ status: "ok", comms: {} }),
};
