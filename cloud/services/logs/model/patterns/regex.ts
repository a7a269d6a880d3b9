/** Whether a UTF-16 code unit belongs to a set. */
type CharacterTest = (code: number) => boolean;

/** One atom of an expression: the characters that it matches, and the offset after it. */
interface Character {
  readonly fits: CharacterTest;
  readonly behind: number;
}

/** Characters that stand for themselves in a regular expression of CloudWatch Logs. AWS's list lacks the space, but its examples use it. */
const isLiteral = (character: string): boolean => /^[A-Za-z0-9 :_#=@/;,-]$/.test(character);

const isDigit: CharacterTest = (code) => code >= 0x30 && code <= 0x39;
const isWord: CharacterTest = (code) =>
  isDigit(code) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f;
const isSpace: CharacterTest = (code) => code === 0x20 || (code >= 0x09 && code <= 0x0d);

const KINDS: Readonly<Record<string, CharacterTest>> = {
  d: isDigit,
  D: (code) => !isDigit(code),
  w: isWord,
  W: (code) => !isWord(code),
  s: isSpace,
  S: (code) => !isSpace(code),
};

const HEX = /\\x([0-9A-Fa-f]{2})/y;

/** An escape after a backslash: a class of characters, a character by its number (`\x41`), or a literal sign. */
function parseEscape(source: string, position: number): Character | undefined {
  const character = source.charAt(position + 1);
  const kind = Object.hasOwn(KINDS, character) ? KINDS[character] : undefined;
  if (kind !== undefined) return { fits: kind, behind: position + 2 };
  HEX.lastIndex = position;
  const hex = HEX.exec(source)?.[1];
  if (hex !== undefined) return createExactCharacter(Number.parseInt(hex, 16), position + 4);
  return /^[!-/:-@[-`{-~]$/.test(character) ? createExactCharacter(character.charCodeAt(0), position + 2) : undefined;
}

const createExactCharacter = (code: number, behind: number): Character => ({ fits: (other) => other === code, behind });

/** A class: `[a-z_]`, `[^0-9]`. @param position the offset of the opening bracket */
function parseClass(source: string, position: number): Character | undefined {
  const isNegative = source[position + 1] === "^";
  const tests: CharacterTest[] = [];
  let at = position + (isNegative ? 2 : 1);
  while (at < source.length && source[at] !== "]") {
    const found = parseMember(source, at);
    if (found === undefined) return undefined;
    tests.push(found.fits);
    at = found.behind;
  }
  if (at >= source.length || tests.length === 0) return undefined;
  return { fits: (code) => tests.some((test) => test(code)) !== isNegative, behind: at + 1 };
}

const RANGE = /([A-Za-z0-9])-([A-Za-z0-9])/y;

function parseMember(source: string, position: number): Character | undefined {
  const character = source.charAt(position);
  if (character === "\\") return parseEscape(source, position);
  RANGE.lastIndex = position;
  const [whole, first = "", last = ""] = RANGE.exec(source) ?? [];
  const [low, high] = [first.charCodeAt(0), last.charCodeAt(0)];
  if (whole !== undefined)
    return low > high ? undefined : { fits: (code) => code >= low && code <= high, behind: position + whole.length };
  // Inside a class, operators are ordinary characters.
  return isLiteral(character) || /^[?{}|*+.$^]$/.test(character)
    ? createExactCharacter(character.charCodeAt(0), position + 1)
    : undefined;
}

/** One step of an expression: a character to match, or a position to assert. */
interface Step {
  readonly kind: "one" | "optional" | "any number" | "start" | "end";
  readonly fits: CharacterTest;
}

/**
 * The maximum number of steps of an expression. Repetitions are unrolled, and each step may be tried for each character of a string.
 */
const MAX_STEPS = 1000;
const NEVER: CharacterTest = () => false;
const REPEAT = /\{(\d{1,4})(?:(,)(\d{1,4})?)?\}/y;

/**
 * A regular expression of CloudWatch Logs: alternatives of sequences, without parentheses. It runs as a state machine
 * without backtracking, so that no match takes longer than the expression's length times the text's.
 *
 * @returns a function that says whether the expression is found in a string; undefined if CloudWatch Logs does not accept
 * the expression
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function compileRegexTest(source: string): ((text: string) => boolean) | undefined {
  const read = parseAlternatives(source);
  if (source === "" || read === undefined) return undefined;
  return (text) => read.some((steps) => isFound(steps, text));
}

function parseAlternatives(source: string): readonly (readonly Step[])[] | undefined {
  const all: Step[][] = [[]];
  let position = 0;
  let total = 0;
  while (position < source.length) {
    const steps = all.at(-1);
    if (source[position] === "|") {
      all.push([]);
      position += 1;
      continue;
    }
    const first = parseSteps(source, position);
    if (first === undefined || (total += first.steps.length) > MAX_STEPS) return undefined;
    steps?.push(...first.steps);
    position = first.behind;
  }
  return all;
}

/** Steps, and the offset after their source. */
interface Steps {
  readonly steps: readonly Step[];
  readonly behind: number;
}

function parseSteps(source: string, position: number): Steps | undefined {
  const character = source.charAt(position);
  if (character === "^") return { steps: [{ kind: "start", fits: NEVER }], behind: position + 1 };
  if (character === "$") return { steps: [{ kind: "end", fits: NEVER }], behind: position + 1 };
  const atom = parseAtom(source, position);
  return atom === undefined ? undefined : parseRepeated(source, atom);
}

function parseAtom(source: string, position: number): Character | undefined {
  const character = source.charAt(position);
  if (character === "[") return parseClass(source, position);
  if (character === "\\") return parseEscape(source, position);
  if (character === ".") return { fits: (code) => code !== 0x0a, behind: position + 1 };
  const code = character.charCodeAt(0);
  return isLiteral(character) ? { fits: (other) => other === code, behind: position + 1 } : undefined;
}

/** The steps of an atom with its quantifier: `?`, `*`, `+`, `{2}`, `{2,}`, `{2,5}` or nothing. */
function parseRepeated(source: string, { fits, behind }: Character): Steps | undefined {
  const step: Step = { kind: "one", fits };
  const optional: Step = { kind: "optional", fits };
  const anyNumber: Step = { kind: "any number", fits };
  switch (source[behind]) {
    case "?":
      return { steps: [optional], behind: behind + 1 };
    case "*":
      return { steps: [anyNumber], behind: behind + 1 };
    case "+":
      return { steps: [step, anyNumber], behind: behind + 1 };
    case "{":
      return parseCounted(source, { fits, behind });
    default:
      return { steps: [step], behind };
  }
}

function parseCounted(source: string, { fits, behind }: Character): Steps | undefined {
  REPEAT.lastIndex = behind;
  const [whole, min = "", comma, max] = REPEAT.exec(source) ?? [];
  if (whole === undefined) return undefined;
  const low = Number(min);
  const high = comma === undefined ? low : Number(max ?? Infinity);
  if (high < low) return undefined;
  const needed = Array.from({ length: low }, (): Step => ({ kind: "one", fits }));
  const rest: readonly Step[] =
    high === Infinity
      ? [{ kind: "any number", fits }]
      : Array.from({ length: high - low }, () => ({ kind: "optional", fits }));
  return { steps: [...needed, ...rest], behind: behind + whole.length };
}

/** Whether the steps match any part of the text. State n means that step n is the next one. */
function isFound(steps: readonly Step[], text: string): boolean {
  const last = steps.length;
  let here = new Uint8Array(last + 1);
  let next = new Uint8Array(last + 1);
  /** Enters a state, and the following states that need no character. */
  const enter = (states: Uint8Array, from: number, position: number): void => {
    for (let state = from; states[state] === 0; state += 1) {
      states[state] = 1;
      const kind = steps[state]?.kind;
      const passes =
        kind === "optional" ||
        kind === "any number" ||
        (kind === "start" && position === 0) ||
        (kind === "end" && position === text.length);
      if (!passes) return;
    }
  };
  for (let position = 0; ; position += 1) {
    enter(here, 0, position);
    if (here[last] === 1) return true;
    if (position === text.length) return false;
    next.fill(0);
    const code = text.charCodeAt(position);
    for (let state = 0; state < last; state += 1) {
      const step = here[state] === 1 ? steps[state] : undefined;
      if (step?.fits(code)) enter(next, step.kind === "any number" ? state : state + 1, position + 1);
    }
    [here, next] = [next, here];
  }
}
