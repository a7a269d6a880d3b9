/**
 * A condition of an event pattern, which a mapping filters records with.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 */
type Test = (value: unknown) => boolean;

/** Thrown for an invalid pattern; the message says why. */
export class PatternError extends Error {}

/**
 * Compiles a pattern.
 *
 * @param text JSON: an object whose leaves are lists of values and conditions
 * @returns a function that says whether a record matches
 * @throws PatternError
 */
export function filterPattern(text: string): Test {
  let pattern: unknown;
  try {
    pattern = JSON.parse(text);
  } catch {
    throw new PatternError("Invalid filter pattern definition.");
  }
  return createStructureTest(pattern);
}

function createStructureTest(pattern: unknown): Test {
  if (!isObject(pattern) || Object.keys(pattern).length === 0)
    throw new PatternError("Invalid filter pattern definition.");
  const tests = Object.entries(pattern).map(([name, inside]): Test => {
    if (name === "$or") return createOrTest(inside);
    const test = Array.isArray(inside) ? createLeafTest(inside) : createStructureTest(inside);
    return (value) => test(isObject(value) ? value[name] : undefined);
  });
  return (value) => tests.every((test) => test(value));
}

function createOrTest(choices: unknown): Test {
  if (!Array.isArray(choices) || choices.length < 2) throw new PatternError("Invalid filter pattern definition.");
  const tests = choices.map(createStructureTest);
  return (value) => tests.some((test) => test(value));
}

/** A list in the record matches if one of its items does. */
function createLeafTest(choices: readonly unknown[]): Test {
  if (choices.length === 0) throw new PatternError("Invalid filter pattern definition.");
  const tests = choices.map(createChoiceTest);
  return (value) =>
    (Array.isArray(value) && value.length > 0 ? value : [value]).some((item) => tests.some((test) => test(item)));
}

function createChoiceTest(choice: unknown): Test {
  if (isObject(choice)) return createConditionTest(choice);
  if (Array.isArray(choice)) throw new PatternError("Invalid filter pattern definition.");
  return (value) => value === choice;
}

const CONDITIONS: Readonly<Record<string, (requested: unknown) => Test>> = {
  exists: createExistsTest,
  prefix: createTextTest((value, requested) => value.startsWith(requested)),
  suffix: createTextTest((value, requested) => value.endsWith(requested)),
  "equals-ignore-case": createTextTest((value, requested) => value.toLowerCase() === requested.toLowerCase()),
  "anything-but": createAnythingButTest,
  numeric: createNumericTest,
};

function createConditionTest(condition: Readonly<Record<string, unknown>>): Test {
  const [[name, requested] = ["", undefined], ...others] = Object.entries(condition);
  const make = Object.hasOwn(CONDITIONS, name) ? CONDITIONS[name] : undefined;
  if (make === undefined || others.length > 0) throw new PatternError("Invalid filter pattern definition.");
  return make(requested);
}

function createAnythingButTest(requested: unknown): Test {
  const test = createLeafTest(Array.isArray(requested) ? requested : [requested]);
  return (value) => value !== undefined && !test(value);
}

const COMPARISONS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  "=": (value, bound) => value === bound,
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
  ">": (value, bound) => value > bound,
  ">=": (value, bound) => value >= bound,
};

/** A numeric condition: `["=", 5]` or `[">", 0, "<=", 5]`. */
function createNumericTest(requested: unknown): Test {
  if (!Array.isArray(requested) || ![2, 4].includes(requested.length))
    throw new PatternError("Invalid filter pattern definition.");
  const tests: ((value: number) => boolean)[] = [];
  for (let index = 0; index < requested.length; index += 2) {
    const compare = COMPARISONS[String(requested[index])];
    const bound: unknown = requested[index + 1];
    if (compare === undefined || typeof bound !== "number")
      throw new PatternError("Invalid filter pattern definition.");
    tests.push((value) => compare(value, bound));
  }
  return (value) => typeof value === "number" && tests.every((test) => test(value));
}

function createTextTest(fits: (value: string, requested: string) => boolean): (requested: unknown) => Test {
  return (requested) => {
    if (typeof requested !== "string") throw new PatternError("Invalid filter pattern definition.");
    return (value) => typeof value === "string" && fits(value, requested);
  };
}

function createExistsTest(requested: unknown): Test {
  if (typeof requested !== "boolean") throw new PatternError("Invalid filter pattern definition.");
  return (value) => (value !== undefined) === requested;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
