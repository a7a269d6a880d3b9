import { formatValue, type Evidence } from "../../../grader/index";

/** The part of a constant at a path of member names; without a path, the whole constant. */
export function getPartOfConstant(run: Evidence, name: string, ...path: readonly (string | number)[]): unknown {
  const answer = run.answer(name);
  const whole = "value" in answer ? answer.value : undefined;
  return path.reduce<unknown>(
    (value, key) => Object.entries(Object(value) as object).find(([member]) => member === String(key))?.[1],
    whole,
  );
}

/** A constant's value in words for the learner, or the error that stopped its cell. */
export function describeFound(run: Evidence, name: string, value: unknown): string {
  const answer = run.answer(name);
  return "error" in answer ? answer.error : formatValue(value);
}
