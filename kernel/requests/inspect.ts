import { getOffset, getText, type RequestKind } from "./request";

export const inspect: RequestKind = {
  replyType: "inspect_reply",
  answer: async (content, { compiler }) => {
    const code = getText(content, "code");
    const found = await compiler.inspect(code, getOffset(code, content));
    return {
      status: "ok",
      found: found !== undefined,
      data: found === undefined ? {} : { "text/plain": found },
      metadata: {},
    };
  },
};
