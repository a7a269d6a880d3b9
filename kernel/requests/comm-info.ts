import type { RequestKind } from "./request";

/** Lists the open comms, of one target if the request names one. */
export const commInfo: RequestKind = {
  replyType: "comm_info_reply",
  answer: ({ target_name: wanted }, { comms }) => {
    const fitting = [...comms.list()].filter(([, target]) => typeof wanted !== "string" || target === wanted);
    return { status: "ok", comms: Object.fromEntries(fitting.map(([id, target]) => [id, { target_name: target }])) };
  },
};
