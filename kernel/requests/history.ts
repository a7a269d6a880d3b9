import type { History } from "../session/history";
import type { RequestKind } from "./request";

type Entry = ReturnType<History["list"]>[number];

/** The number of the session that runs, as IPython counts them; this kernel keeps no earlier ones. */
const SESSION = 1;

/**
 * Answers with the cells that were run: the last ones, a range of them, or those that a pattern fits. An earlier session has
 * none, since the notebook keeps the cells.
 */
export const history: RequestKind = {
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
