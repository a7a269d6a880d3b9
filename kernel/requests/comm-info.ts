import type { RequestKind } from "./request";

/** Lists no comms: comms are the channels of widgets, which this kernel does not have. */
export const commInfo: RequestKind = {
  replyType: "comm_info_reply",
  answer: () => ({ status: "ok", comms: {} }),
};
