import type { NotebookCompiler } from "../compile/compiler-process";
import type { Json } from "../jupyter/message";
import type { Comms } from "../run/comms";
import type { History } from "./history";

/** How a kind of request is answered, except requests to run cells. */
interface RequestKind {
  readonly replyType: string;
  /** @param content as the client sent it, hence of any shape */
  answer(content: Json, session: RequestSession): Json | Promise<Json>;
}

/** The state that requests are answered from. */
export interface RequestSession {
  readonly compiler: NotebookCompiler;
  readonly history: History;
  readonly comms: Pick<Comms, "list">;
}

export function getText(content: Json, name: string): string {
  const value = content[name];
  return typeof value === "string" ? value : "";
}

/** The offset in JavaScript's UTF-16 units of `cursor_pos`, which the client counts in Unicode code points. */
function getOffset(code: string, content: Json): number {
  const position = content["cursor_pos"];
  return typeof position === "number" ? [...code].slice(0, position).join("").length : code.length;
}

function getPosition(code: string, offset: number): number {
  return [...code.slice(0, offset)].length;
}

/** Lists the open comms, of one target if the request names one. */
const commInfo: RequestKind = {
  replyType: "comm_info_reply",
  answer: ({ target_name: requested }, { comms }) => {
    const fitting = [...comms.list()].filter(([, target]) => typeof requested !== "string" || target === requested);
    return { status: "ok", comms: Object.fromEntries(fitting.map(([id, target]) => [id, { target_name: target }])) };
  },
};

/**
 * Where a library finds the hook for completing strings, such as the names of existing streams:
 * `globalThis[Symbol.for("labs.complete")] = async (expects) => [...]`. `expects` is the name of the property or the parameter that gets
 * the text.
 */
const COMPLETE_HOOK = Symbol.for("labs.complete");

const complete: RequestKind = {
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

type Entry = ReturnType<History["list"]>[number];

/** The number of the session that runs, as IPython counts them; this kernel keeps no earlier ones. */
const SESSION = 1;

/**
 * Answers with the cells that were run: the last ones, a range of them, or those that a pattern fits. An earlier session has
 * none, since the notebook keeps the cells.
 */
const history: RequestKind = {
  replyType: "history_reply",
  answer: (content, { history: cells }) => {
    const found = select(cells.list(), content);
    const withOutput = content["output"] === true;
    return {
      status: "ok",
      history: found.map(({ count, code, result }) => [SESSION, count, withOutput ? [code, result ?? null] : code]),
    };
  },
};

function select(cells: readonly Entry[], content: Readonly<Record<string, unknown>>): readonly Entry[] {
  const getNumber = (name: string): number | undefined => {
    const value = content[name];
    return typeof value === "number" ? value : undefined;
  };
  const takeLast = (some: readonly Entry[]): readonly Entry[] => {
    const n = getNumber("n");
    return n === undefined ? some : n <= 0 ? [] : some.slice(-n);
  };
  if (content["hist_access_type"] === "range") {
    // 0 is the current session, and a negative number counts back from it.
    const isCurrent = [0, SESSION].includes(getNumber("session") ?? 0);
    const { start, stop } = { start: getNumber("start") ?? 1, stop: getNumber("stop") ?? Infinity };
    return isCurrent ? cells.filter(({ count }) => count >= start && count < stop) : [];
  }
  if (content["hist_access_type"] !== "search") return takeLast(cells);
  const pattern = fromGlob(typeof content["pattern"] === "string" ? content["pattern"] : "*");
  const fitting = cells.filter(({ code }) => pattern.test(code));
  return takeLast(content["unique"] === true ? keepLatest(fitting) : fitting);
}

/** Of cells with the same code only the latest. */
const keepLatest = (cells: readonly Entry[]): Entry[] => [...new Map(cells.map((cell) => [cell.code, cell])).values()];

/** A glob as SQLite has it, which IPython uses: `*` stands for any text, `?` for one character. */
function fromGlob(glob: string): RegExp {
  const source = glob
    .replace(/[\\^$.|+(){}[\]]/g, "\\$&")
    .replaceAll("*", "[^]*")
    .replaceAll("?", "[^]");
  return new RegExp(`^${source}$`, "u");
}

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

const isComplete: RequestKind = {
  replyType: "is_complete_reply",
  answer: async (content, { compiler }) => ({ ...(await compiler.isComplete(getText(content, "code"))) }),
};

/** Requests that the main thread answers at once, also while a cell waits for something. */
export const requestKinds: ReadonlyMap<string, RequestKind> = new Map([
  ["comm_info_request", commInfo],
  ["complete_request", complete],
  ["history_request", history],
  ["inspect_request", inspect],
  ["is_complete_request", isComplete],
]);
