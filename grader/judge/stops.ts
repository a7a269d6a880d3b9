import { findCulprit, isWhole, removeRequestIds, type AnswerText, type Culprit, type Position } from "./culprit";
import { toPlainText } from "../core/plain-text";
import { formatSentences, removeObjectTypes, toSentence, type ReadHint } from "./hint";

/** The error that stopped the learner's code. */
export interface Problem {
  /** The error and advice, in words for the learner. */
  readonly says: string;
  /** The error itself, as the claims may quote it. */
  readonly error: string;
  /** Where in the exercise's own cell it occurred, if it occurred there. */
  readonly at?: Position;
}

/** A claim that failed: its place among the claims, and its advice. */
interface FailedClaim {
  readonly at: number;
  readonly hint: ReadHint;
}

interface StopContext {
  readonly problem?: Problem | undefined;
  readonly answer?: AnswerText | undefined;
}

/** The learner's view of failed claims. */
export interface FailureReport {
  /** The error and its line, to be shown above all claims, if an error stopped the code. */
  readonly cause?: string;
  /** Advice by the claim's place. */
  readonly hints: ReadonlyMap<number, string>;
  /** The claims that were not reached. */
  readonly unreached: ReadonlySet<number>;
}

/**
 * Decides what the learner reads of failed claims. An error that stopped the code is shown once, with the line of the answer that it is about.
 * The claim whose place to look at names the same member keeps its advice; all others were not reached. If no claim names it, none gives
 * advice.
 *
 * Of claims that share another cause, such as a missing stream, only the first gives its advice.
 */
export function explainFailures(failed: readonly FailedClaim[], { problem, answer }: StopContext): FailureReport {
  const texts = failed.map(({ at, hint }) => [at, hint.text] as const);
  const open = answer && describeOpenLine(answer);
  if (open !== undefined) return { cause: open, hints: new Map(texts), unreached: new Set(failed.map(({ at }) => at)) };
  const unreached = new Set(problem === undefined ? findRepeatedCauses(failed.filter(isNamedCause)) : []);
  const reached = failed.filter(({ at }) => !unreached.has(at));
  const stop = problem?.error ?? reached.map(({ hint }) => findStop(hint)).find((item) => item !== undefined);
  const isStopped = ({ hint }: FailedClaim) =>
    problem !== undefined || getBeginning(findStop(hint) ?? "") === getBeginning(stop ?? "");
  const stopped = reached.filter((claim) => stop !== undefined && isStopped(claim));
  const { cause, ...report } = explainStop(stop ?? "", stopped, { problem, answer });
  const repeated = findRepeatedCauses(reached.filter((claim) => !stopped.includes(claim)));
  return {
    ...(cause === undefined ? {} : { cause }),
    hints: new Map([...texts, ...report.hints]),
    unreached: new Set([...unreached, ...report.unreached, ...repeated]),
  };
}

/** Whether a claim names its cause in the check's own words: an error that it meets later is a consequence of that. */
const isNamedCause = ({ hint: { because } }: FailedClaim): boolean => because !== undefined && !ERROR.test(because);

/** @param stopped the claims that fail by the error */
function explainStop(stop: string, stopped: readonly FailedClaim[], { problem, answer }: StopContext): FailureReport {
  if (stopped.length === 0) return { hints: new Map(), unreached: new Set() };
  // An error of the compiler in a file names its line itself.
  const culprit = answer && !isInFile(stop) ? findCulprit(stop, answer, problem?.at) : undefined;
  const pinned = findPinnedClaim(stopped, culprit, stop);
  return {
    cause: formatCause(stop, { problem, line: findLine(pinned, { culprit, answer }), answer }),
    hints: new Map(pinned ? [[pinned.at, formatAdvice(pinned.hint, pinned.looks, stop)]] : []),
    unreached: new Set(stopped.flatMap(({ at }) => (at === pinned?.at ? [] : [at]))),
  };
}

/** An error in a file, such as `src/etl/tiny.ts, line 3: ';' expected.` */
export const isInFile = (error: string): boolean => /^[^ ]+\.ts, line \d+: /.test(error);

/** The line of the answer that an error is about. */
function findLine(
  pinned: PinnedClaim | undefined,
  { culprit, answer }: { culprit: Culprit | undefined; answer: AnswerText | undefined },
): Culprit["line"] {
  const named = pinned?.name;
  return answer?.lines.find(({ text }) => named !== undefined && isNamed(named, text)) ?? culprit?.line;
}

/** Errors as AWS, the compiler and Node word them. */
const ERROR =
  /^(?:AWS refuses|Type error|Template (?:format )?error|(?:[A-Z]\w*)?(?:Error|Exception)\b|\d+ validation errors? detected)/;

/** The error that a claim gives as its cause or as what it found. */
function findStop({ because, parts }: ReadHint): string | undefined {
  return [because, parts?.found].find((text) => text !== undefined && ERROR.test(text));
}

/** The beginning of an error: what follows may name other values for another input. */
const getBeginning = (error: string): string => error.slice(0, 24);

/** The claims with a cause that an earlier claim has, too. */
function findRepeatedCauses(failed: readonly FailedClaim[]): number[] {
  const causes = new Set<string>();
  return failed.flatMap(({ at, hint: { because, parts } }) => {
    const cause = because ?? (/\bstopped: /.test(parts?.found ?? "") ? parts?.found : undefined);
    if (cause === undefined) return [];
    const isRepeated = causes.has(cause);
    causes.add(cause);
    return isRepeated ? [at] : [];
  });
}

interface PinnedClaim extends FailedClaim {
  /** The name in the answer that the claim is about, if the error does not name it. */
  readonly name?: string | undefined;
  readonly looks: readonly string[];
}

/** The claim whose places to look at name the culprit; or else a text between quotes that the message has, too. */
function findPinnedClaim(
  failed: readonly FailedClaim[],
  culprit: Culprit | undefined,
  stop: string,
): PinnedClaim | undefined {
  const explained = failed.find(({ hint }) => hint.isExplained);
  if (explained) {
    const claim = { ...explained, looks: listPlacesToLook(explained) };
    return addDeclaredName({ ...claim, name: findFirstWord(claim.looks) }, culprit);
  }
  for (const name of (culprit?.names ?? []).filter((item) => /^[\w$-]+$/.test(item))) {
    const [first] = selectClaims(failed, (look) => isNamed(name, look));
    if (first) return first;
  }
  const quote = (look: string) => [...look.matchAll(/"([^"]{4,})"/g)].map(([, text = ""]) => text);
  const message = removeObjectTypes(stop);
  const [repeated] = selectClaims(failed, (look) => quote(look).some((text) => isWhole(text, message)));
  if (repeated) return { ...repeated, name: findFirstWord(repeated.looks) };
  return culprit && findNearestClaim(failed, culprit);
}

const findFirstWord = ([look = ""]: readonly string[]): string | undefined => /^\w+/.exec(look)?.[0];

/** The failed claims whose place to look is known. */
function selectClaims(failed: readonly FailedClaim[], isMeant: (look: string) => boolean): PinnedClaim[] {
  return failed.flatMap((claim) => {
    const looks = listPlacesToLook(claim).filter(isMeant);
    return looks.length > 0 ? [{ ...claim, looks }] : [];
  });
}

/** With the name that the place to look at has and another line declares, if there is one: that line is the one to look at. */
const addDeclaredName = (claim: PinnedClaim, culprit: Culprit | undefined): PinnedClaim => ({
  ...claim,
  name: culprit?.declared.find((name) => claim.looks.some((look) => isNamed(name, look))) ?? claim.name,
});

/** Other names of the culprit's line say which claim is meant only if they say it of one. */
function findNearestClaim(failed: readonly FailedClaim[], culprit: Culprit): PinnedClaim | undefined {
  const { around } = culprit;
  const [near, another] = selectClaims(failed, (look) => around.some((name) => isNamed(name, look)));
  if (near === undefined || another !== undefined) return undefined;
  return addDeclaredName(near, culprit);
}

/** Advice without parts is a place to look at as a whole. */
const listPlacesToLook = ({ hint: { parts, text } }: FailedClaim): readonly string[] => parts?.looks ?? [text];

/** Whether the advice on where to look mentions a name from the code. A plain word counts only as code: at the beginning, or before a colon or bracket. */
function isNamed(name: string, look: string): boolean {
  const word = `(?<![\\w$])${name.replace(/[^\w]/g, "\\$&")}(?![\\w$])`;
  const isPlain = /^[a-z]+$/.test(name);
  return name.length > 1 && new RegExp(isPlain ? `^${word}|${word}[:(]` : word).test(look);
}

/** The found value is omitted if it is the error, which the learner reads above the claims. */
function formatAdvice({ parts, text, because }: ReadHint, looks: readonly string[], stop: string): string {
  if (parts === undefined) return text;
  const isKnown = parts.found.includes(getBeginning(stop)) || parts.found === because || parts.found === "nothing";
  return formatSentences({ ...parts, looks, ...(isKnown ? { found: undefined } : {}) });
}

function formatCause(
  stop: string,
  { problem, line, answer }: { problem: Problem | undefined; line: Culprit["line"]; answer: AnswerText | undefined },
): string {
  // This answer has no `None`, as `explainFailures` has found: it uses the value of another one, perhaps in a given line.
  if (/^ExerciseOpen\b/.test(stop) && answer?.what === "cell")
    return "Your cell uses an answer that is still open: another exercise has None in place of code. Do that exercise first.";
  const plain = toSentence(removePosition(removeRequestIds(stop)));
  const cause = problem?.says ?? (stop.startsWith("AWS refuses") ? plain : `This stops your code: ${plain}`);
  const quoted = toPlainText(line?.text ?? "");
  return line === undefined || quoted === ""
    ? cause
    : `${removePosition(cause)} The error is in line ${line.number} of your ${answer?.what}: ${formatAsCode(quoted)}`;
}

/** A line as code in Markdown, which pages show in another type: between more backticks than it has in a row itself. */
function formatAsCode(line: string): string {
  const runs = line.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(0, ...runs.map(({ length }) => length)) + 1);
  return runs.length === 0 ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`;
}

/** An error may name a line of another cell, or of the given lines that send the answer to AWS. */
const removePosition = (error: string): string => error.replace(/ in line \d+(?=:)/, "");

function describeOpenLine({ what: label, lines }: AnswerText): string | undefined {
  const line = lines.find(({ text }) => /\bNone\b/.test(text.replace(/\/\/.*$|"[^"]*"/g, "")));
  return line && formatOpenLine(line.number, label);
}

/** The learner's message about a `None` that is still in an answer. */
export const formatOpenLine = (number: number, subject: AnswerText["what"]): string =>
  `Line ${number} of your ${subject} is unfinished: replace None with your own code.`;
