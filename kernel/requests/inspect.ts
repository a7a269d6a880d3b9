import { getOffset, getText, type RequestKind } from "./request";

export const inspect: RequestKind = {
  replyType: "inspect_reply",
  answer: async (content, { compiler }) => {
    const code = getText(content, "code");
    const found = await compiler.inspect(code, getOffset(code, content));
    if (found === undefined) return { status: "ok", found: false, data: {}, metadata: {} };
    const { signature, documentation } = found;
    const data = {
      "text/plain": [signature, documentation].filter((text) => text !== "").join("\n\n"),
      "text/markdown": `\`\`\`ts\n${signature}\n\`\`\`\n\n${documentation}`.trimEnd(),
    };
    return { status: "ok", found: true, data, metadata: {} };
  },
};
