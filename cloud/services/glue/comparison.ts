/** How SQL compares two values. */
export type Comparison = "=" | "<>" | "<" | "<=" | ">" | ">=";

/** Comparisons by the signs that they are written with. */
export const COMPARISONS: Readonly<Record<string, Comparison>> = {
  "=": "=",
  "<>": "<>",
  "!=": "<>",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
};

/** Whether a comparison holds for the order of two values: below 0 where the first is the smaller one, 0 where they are equal. */
export const HOLDS: Readonly<Record<Comparison, (order: number) => boolean>> = {
  "=": (order) => order === 0,
  "<>": (order) => order !== 0,
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};
