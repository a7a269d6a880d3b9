import { getText, type RequestKind } from "./request";

export const isComplete: RequestKind = {
  replyType: "is_complete_reply",
  answer: async (content, compiler) => {
    const { completed, indent } = await compiler.isComplete(getText(content, "code"));
    return completed ? { status: "complete" } : { status: "incomplete", indent: indent ?? "" };
  },
};
