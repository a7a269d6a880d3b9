import { loadTslab } from "../compile/tslab";
import { textOf, type RequestKind } from "./request";

export const isComplete: RequestKind = {
  replyType: "is_complete_reply",
  answer: (content) => {
    const { completed, indent } = loadTslab().isCompleteCode(textOf(content, "code"));
    return completed ? { status: "complete" } : { status: "incomplete", indent: indent ?? "" };
  },
};
