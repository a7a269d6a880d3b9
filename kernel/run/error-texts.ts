import { getThrownText } from "../report/thrown";
import type { Stacks } from "./stack";

export interface ErrorTexts {
  /** Notes that a cell's own code writes `exports`, so that its errors stay as they are. */
  keep(cell: string): void;
  /**
   * A thrown value in words, as `getThrownText`. Compiled cells read each other's names from `exports`, which JavaScript's own errors
   * quote: `exports.total is not a function` becomes `total is not a function`, as the learner wrote it. Never throws.
   */
  get(error: unknown): string;
}

/** @param values the names that cells share */
export function createErrorTexts(stacks: Stacks, values: object): ErrorTexts {
  const exempt = new Set<string>();
  return {
    keep: (cell) => void exempt.add(cell),
    get: (error) => {
      const text = getThrownText(error);
      if (!(error instanceof TypeError)) return text;
      const [thrownIn] = stacks.createFrames(error);
      if (thrownIn?.cell === undefined || exempt.has(thrownIn.cell)) return text;
      return text.replace(SHARED_NAME, (found, name: string) => (Object.hasOwn(values, name) ? name : found));
    },
  };
}

const SHARED_NAME = /(?<![\w$.])exports\.([\p{ID_Start}$_][\p{ID_Continue}$]*)/gu;
