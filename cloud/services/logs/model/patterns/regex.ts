import { parseClass, parseEscape, isLiteral, type Character, type CharacterTest } from "./characters";

/** One step of an expression: a character to match, or a position to assert. */
interface Step {
  readonly kind: "one" | "optional" | "any number" | "start" | "end";
  readonly fits: CharacterTest;
}

/**
 * The most steps of an expression. Repetitions are unrolled, and each step may be tried for each character of a text.
 */
const MAX_STEPS = 1000;
const NEVER: CharacterTest = () => false;
const REPEAT = /\{(\d{1,4})(?:(,)(\d{1,4})?)?\}/y;

/**
 * A regular expression of CloudWatch Logs: alternatives of sequences, without parentheses. It runs as a state machine
 * without backtracking, so that no match takes longer than the expression's length times the text's.
 *
 * @returns a function that says whether the expression is found in a text; undefined if CloudWatch Logs does not accept
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
    const one = parseSteps(source, position);
    if (one === undefined || (total += one.steps.length) > MAX_STEPS) return undefined;
    steps?.push(...one.steps);
    position = one.behind;
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
