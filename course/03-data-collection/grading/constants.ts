import type { Evidence } from "../../../grader/index";
import { shown } from "../../../grader/index";

/** A constant of the notebook as plain data, or what stopped its cell. */
export type Constant = { readonly value: unknown } | { readonly error: string };

/** A part of a constant by the names that lead to it; the whole, without names. */
export function partOfConstant(run: Evidence, name: string, ...path: readonly (string | number)[]): unknown {
  const answer = run.answer(name);
  const whole = "value" in answer ? answer.value : undefined;
  return path.reduce<unknown>(
    (value, key) => Object.entries(Object(value) as object).find(([member]) => member === String(key))?.[1],
    whole,
  );
}

/** What was found in the place of a constant, for a learner: its value, or what stopped the cell. */
export function foundOf(run: Evidence, name: string, value: unknown): string {
  const answer = run.answer(name);
  return "error" in answer ? answer.error : shown(value);
}
