import { offsetOf, positionOf, textOf, type RequestKind } from "./request";

export const complete: RequestKind = {
  replyType: "complete_reply",
  answer: async (content, compiler) => {
    const code = textOf(content, "code");
    const { start, end, names } = await compiler.complete(code, offsetOf(code, content));
    return {
      status: "ok",
      matches: names,
      cursor_start: positionOf(code, start),
      cursor_end: positionOf(code, end),
      metadata: {},
    };
  },
};
