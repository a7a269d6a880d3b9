import { getOffset, getPosition, getText, type RequestKind } from "./request";

export const complete: RequestKind = {
  replyType: "complete_reply",
  answer: async (content, { compiler }) => {
    const code = getText(content, "code");
    const { start, end, names } = await compiler.complete(code, getOffset(code, content));
    return {
      status: "ok",
      matches: names,
      cursor_start: getPosition(code, start),
      cursor_end: getPosition(code, end),
      metadata: {},
    };
  },
};
