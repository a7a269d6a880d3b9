/** A condition on a single value: a string, a number, a Boolean or null. */
type Test = (value: unknown) => boolean;

/** How a part of an event matches: by a value, by the absence of one alone, or not at all. */
type Match = "value" | "absence" | undefined;

/**
 * A list whose items are tried in turn: while no value of an item has matched, a member is absent only if no item has it.
 * `depth` is the number of names that lead to the list.
 */
interface TriedList {
  readonly list: readonly unknown[];
  readonly depth: number;
}

/** Matches a part of an event. @param tried the outermost list on the way to it in which no value has matched yet */
type NodeTest = (node: unknown, tried: TriedList | undefined) => Match;

/** The names that lead to a member. Arrays on the way have no names. */
type Path = readonly string[];

/** Thrown for an invalid pattern. */
export class PatternError extends Error {
  constructor() {
    super("Invalid filter pattern definition.");
  }
}

/**
 * Compiles a pattern that a mapping filters records with. It matches as AWS's published library of event patterns does
 * (`npm run judge -- filters`): only values count, so an empty list or an object does not exist. Of the objects in a list, a
 * single one has to satisfy all conditions on their members.
 *
 * @param text JSON: an object whose leaves are lists of values and conditions
 * @returns a function that says whether a record matches
 * @throws PatternError
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 */
export function filterPattern(text: string): (event: unknown) => boolean {
  let pattern: unknown;
  try {
    pattern = JSON.parse(text);
  } catch {
    throw new PatternError();
  }
  const test = createStructureTest(pattern, []);
  return (event) => test(event, undefined) !== undefined;
}

function createStructureTest(pattern: unknown, path: Path): NodeTest {
  if (!isObject(pattern) || Object.keys(pattern).length === 0) throw new PatternError();
  // The library goes through the names in this order, and absence depends on the values that matched before.
  const tests = Object.keys(pattern)
    .sort()
    .map((name): NodeTest => {
      const inside = pattern[name];
      if (name === "$or") return createOrTest(inside, path);
      const member = [...path, name];
      const test = Array.isArray(inside) ? createLeafTest(inside, member) : createStructureTest(inside, member);
      return (node, tried) => test(isObject(node) ? node[name] : undefined, tried);
    });
  const match: NodeTest = (node, tried) => {
    if (Array.isArray(node) && node.length > 0)
      return findBestMatch(listItems(node), (item) => match(item, tried ?? { list: node, depth: path.length }));
    let result: Match = "absence";
    for (const test of tests) {
      const found = test(node, result === "value" ? undefined : tried);
      if (found === undefined) return undefined;
      if (found === "value") result = found;
    }
    return result;
  };
  return match;
}

function createOrTest(choices: unknown, path: Path): NodeTest {
  if (!Array.isArray(choices) || choices.length < 2) throw new PatternError();
  const tests = choices.map((choice) => createStructureTest(choice, path));
  return (node, tried) => findBestMatch(tests, (test) => test(node, tried));
}

function findBestMatch<T>(items: readonly T[], match: (item: T) => Match): Match {
  let result: Match;
  for (const item of items) {
    const found = match(item);
    if (found === "value") return found;
    result ??= found;
  }
  return result;
}

/** A list in the event matches if one of its items does. */
function createLeafTest(choices: readonly unknown[], path: Path): NodeTest {
  if (choices.length === 0) throw new PatternError();
  const mayBeAbsent = choices.some((choice) => isObject(choice) && choice["exists"] === false);
  const conditions = choices.filter((choice) => typeof choice === "object" && choice !== null).map(createChoiceTest);
  /** Whether each list has no item with the member: once for a list, however many items ask. */
  const absences = new WeakMap<readonly unknown[], boolean>();
  const isAbsentFrom = ({ list, depth }: TriedList): boolean => {
    const absent = absences.get(list) ?? isAbsent(list, path.slice(depth));
    absences.set(list, absent);
    return absent;
  };
  return (node, tried) => {
    const values = listValues(node);
    if (choices.some((choice) => values.has(choice))) return "value";
    if (conditions.length > 0 && [...values].some((value) => conditions.some((test) => test(value)))) return "value";
    if (!mayBeAbsent) return undefined;
    const absent = tried === undefined ? values.size === 0 : isAbsentFrom(tried);
    return absent ? "absence" : undefined;
  };
}

/**
 * The items of a list and of the lists in it; an empty list among them stays one. Without recursion, since a record may
 * nest its lists deeper than the stack.
 */
function listItems(list: readonly unknown[]): readonly unknown[] {
  const items: unknown[] = [];
  const open: unknown[] = [list];
  while (open.length > 0) {
    const node = open.pop();
    if (!Array.isArray(node) || node.length === 0) {
      items.push(node);
      continue;
    }
    // The last item first, so that the first one is taken next.
    for (let at = node.length - 1; at >= 0; at--) open.push(node[at]);
  }
  return items;
}

const valuesByList = new WeakMap<readonly unknown[], ReadonlySet<unknown>>();

/** The values of a member: itself, or those of a list and the lists in it. Objects and empty lists are none. */
function listValues(node: unknown): ReadonlySet<unknown> {
  const known = Array.isArray(node) ? valuesByList.get(node) : undefined;
  if (known !== undefined) return known;
  const values = new Set(
    listItems([node]).filter((item) => item !== undefined && !isObject(item) && !Array.isArray(item)),
  );
  // Each condition of a pattern asks for the values of a list, which may be long.
  if (Array.isArray(node)) valuesByList.set(node, values);
  return values;
}

function isAbsent(node: unknown, path: Path): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return listValues(node).size === 0;
  return listItems([node]).every((item) => !isObject(item) || isAbsent(item[name], rest));
}

function createChoiceTest(choice: unknown): Test {
  if (isObject(choice)) return createConditionTest(choice);
  if (Array.isArray(choice)) throw new PatternError();
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
  if (make === undefined || others.length > 0) throw new PatternError();
  return make(requested);
}

function createAnythingButTest(requested: unknown): Test {
  const refused: readonly unknown[] = Array.isArray(requested) ? requested : [requested];
  const kinds = new Set(refused.map((value) => (value === null ? "null" : typeof value)));
  const [kind = ""] = kinds;
  const isAllowed = ["string", "number"].includes(kind) || (kind === "object" && !Array.isArray(requested));
  if (kinds.size !== 1 || !isAllowed) throw new PatternError();
  const tests = refused.map(createChoiceTest);
  return (value) => !tests.some((test) => test(value));
}

const COMPARISONS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  "=": (value, bound) => value === bound,
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
  ">": (value, bound) => value > bound,
  ">=": (value, bound) => value >= bound,
};

/** A numeric condition: a comparison such as `["=", 5]`, or a range such as `[">", 0, "<=", 5]`. */
function createNumericTest(requested: unknown): Test {
  if (!Array.isArray(requested) || ![2, 4].includes(requested.length)) throw new PatternError();
  const [operator, bound, ...upper]: readonly unknown[] = requested;
  const test = createComparison(operator, bound);
  if (upper.length === 0) return test;
  const [upperOperator, upperBound] = upper;
  const isRange = /^>/.test(String(operator)) && /^</.test(String(upperOperator)) && Number(bound) < Number(upperBound);
  if (!isRange) throw new PatternError();
  const testUpper = createComparison(upperOperator, upperBound);
  return (value) => test(value) && testUpper(value);
}

function createComparison(operator: unknown, bound: unknown): Test {
  const compare = COMPARISONS[String(operator)];
  if (compare === undefined || typeof bound !== "number") throw new PatternError();
  return (value) => typeof value === "number" && compare(value, bound);
}

function createTextTest(fits: (value: string, requested: string) => boolean): (requested: unknown) => Test {
  return (requested) => {
    if (typeof requested !== "string") throw new PatternError();
    return (value) => typeof value === "string" && fits(value, requested);
  };
}

function createExistsTest(requested: unknown): Test {
  if (typeof requested !== "boolean") throw new PatternError();
  // What is absent has no value that a test could be asked about.
  return () => requested;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
