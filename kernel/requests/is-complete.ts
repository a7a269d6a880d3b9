import { getText, type RequestKind } from "./request";

export const isComplete: RequestKind = {
  replyType: "is_complete_reply",
  answer: async (content, { compiler }) => ({ ...(await compiler.isComplete(getText(content, "code"))) }),
};
