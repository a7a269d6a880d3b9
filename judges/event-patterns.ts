import fc from "fast-check";

/** An event pattern and an event, both JSON. */
export interface PatternCase {
  readonly pattern: unknown;
  readonly event: unknown;
}

const KEYS = ["a", "b"];
const TEXTS = ["", "x", "X", "xy", "yx", "1"];
const NUMBERS = [0, 1, 1.5, -2, 300];
const SCALAR = fc.constantFrom<unknown>(...TEXTS, ...NUMBERS, true, false, null);
const TEXT = fc.constantFrom(...TEXTS);
const NUMBER = fc.constantFrom(...NUMBERS);
const PIECE = fc.constantFrom("x", "X", "y", "1");
/** The conditions in the guide of Lambda's event filtering. */
const CONDITION = fc.oneof(
  fc.boolean().map((exists) => ({ exists })),
  TEXT.map((prefix) => ({ prefix })),
  TEXT.map((suffix) => ({ suffix })),
  TEXT.map((text) => ({ "equals-ignore-case": text })),
  fc
    .oneof(
      TEXT,
      NUMBER,
      fc.uniqueArray(TEXT, { minLength: 1, maxLength: 3 }),
      fc.uniqueArray(NUMBER, { minLength: 1, maxLength: 3 }),
      PIECE.map((prefix) => ({ prefix })),
      PIECE.map((suffix) => ({ suffix })),
    )
    .map((refused) => ({ "anything-but": refused })),
  fc.tuple(fc.constantFrom("=", "<", "<=", ">", ">="), NUMBER).map((numeric) => ({ numeric })),
  fc
    .tuple(fc.constantFrom(">", ">="), fc.constantFrom(-2, 0), fc.constantFrom("<", "<="), fc.constantFrom(1, 300))
    .map((numeric) => ({ numeric })),
);
/** Conditions that may be invalid. */
const ODD_CONDITION = fc.oneof(
  SCALAR.map((prefix) => ({ prefix })),
  SCALAR.map((exists) => ({ exists })),
  SCALAR.map((text) => ({ "equals-ignore-case": text })),
  fc.oneof(SCALAR, fc.array(SCALAR, { maxLength: 2 })).map((refused) => ({ "anything-but": refused })),
  fc.tuple(fc.constantFrom("=", "<", ">", "<>"), SCALAR).map((numeric) => ({ numeric })),
  fc
    .tuple(fc.constantFrom("=", "<", ">"), NUMBER, fc.constantFrom("=", "<", ">"), NUMBER)
    .map((numeric) => ({ numeric })),
  fc.constant({}),
  fc.constant({ prefix: "x", suffix: "x" }),
);
const LEAF = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: SCALAR },
    { weight: 12, arbitrary: CONDITION },
    { weight: 1, arbitrary: ODD_CONDITION },
  ),
  {
    minLength: 1,
    maxLength: 3,
  },
);

const { pattern, event } = fc.letrec<{ pattern: unknown; event: unknown; node: unknown; value: unknown }>((tie) => ({
  node: fc.oneof({ maxDepth: 3, withCrossShrink: true }, LEAF, tie("pattern")),
  pattern: fc.oneof(
    { weight: 6, arbitrary: fc.dictionary(fc.constantFrom(...KEYS), tie("node"), { minKeys: 1, maxKeys: 3 }) },
    {
      weight: 1,
      arbitrary: fc.record({ $or: fc.array(tie("pattern"), { minLength: 2, maxLength: 3 }) }),
    },
  ),
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    SCALAR,
    tie("event"),
    fc.array(SCALAR, { maxLength: 3 }),
    fc.array(tie("value"), { maxLength: 3 }),
  ),
  event: fc.dictionary(fc.constantFrom(...KEYS), tie("value"), { maxKeys: 3 }),
}));

/** Draws patterns with the conditions that Lambda's guide lists, and events that share their few names and values. */
export const drawPatternCases = (count: number, seed: number): PatternCase[] =>
  fc.sample(fc.record({ pattern, event }), { numRuns: count, seed });
