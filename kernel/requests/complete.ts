import { getOffset, getPosition, getText, type RequestKind } from "./request";

/**
 * Where a library finds the hook by which it completes texts, such as the names of streams that exist:
 * `globalThis[Symbol.for("labs.complete")] = async (expects) => [...]`. `expects` is the name of the property or the parameter that gets
 * the text.
 */
const COMPLETE_HOOK = Symbol.for("labs.complete");

export const complete: RequestKind = {
  replyType: "complete_reply",
  answer: async (content, { compiler }) => {
    const code = getText(content, "code");
    const { start, end, items, expects } = await compiler.complete(code, getOffset(code, content));
    const typed = code.slice(start, end);
    const texts = expects === undefined ? [] : await askLibrary(expects);
    const all = [...items, ...texts.filter((name) => name.startsWith(typed)).map((name) => ({ name, kind: "string" }))];
    const range = { start: getPosition(code, start), end: getPosition(code, end) };
    return {
      status: "ok",
      matches: all.map(({ name }) => name),
      cursor_start: range.start,
      cursor_end: range.end,
      // The names of these members are those that IPython's kernel gave them.
      metadata: {
        _jupyter_types_experimental: all.map(({ name, kind, ...more }) => ({
          text: name,
          type: kind,
          ...range,
          ...more,
        })),
      },
    };
  },
};

async function askLibrary(expects: string): Promise<readonly string[]> {
  const hook: unknown = Reflect.get(globalThis, COMPLETE_HOOK);
  const names: unknown = typeof hook === "function" ? await hook(expects) : [];
  return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
}
