/** SQL's comparison operators. */
export type Comparison = "=" | "<>" | "<" | "<=" | ">" | ">=";

/** Comparisons by their spellings. */
export const COMPARISONS: Readonly<Record<string, Comparison>> = {
  "=": "=",
  "<>": "<>",
  "!=": "<>",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
};

/** Whether a comparison holds, given the order of two values: below 0 if the first is smaller, 0 if they are equal. */
export const HOLDS: Readonly<Record<Comparison, (order: number) => boolean>> = {
  "=": (order) => order === 0,
  "<>": (order) => order !== 0,
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};
