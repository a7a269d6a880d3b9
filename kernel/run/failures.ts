import { inspect } from "node:util";
import type { Failure } from "./failure";
import { InterruptedError } from "./interrupted";
import type { Frame } from "./positions";
import type { Runtime } from "./runtime";
import type { Stacks } from "./stack";
import { renderCodeFrame, type Mark } from "../report/code-frame";
import { bold, dim, red } from "../report/colors";
import { getThrownName, getThrownText } from "../report/thrown";
import type { Report } from "../report/report";
import type { Sources } from "../report/sources";

/** A deeper stack, such as that of an endless recursion, is cut. */
const MAX_FRAMES = 8;
const MAX_CAUSES = 3;

const REMARKS: Readonly<Record<Failure["kind"], readonly string[]>> = {
  thrown: [],
  rejected: ["A promise failed, and no code waited for it. Is an `await` missing?"],
  uncaught: ["It happened in a timer or a listener, outside of the cell's own steps."],
};

interface FailureReporter {
  /** The report that the learner reads when a cell throws. @param id the cell that shows it */
  report(id: string, failure: Failure): Report;
}

export function createFailureReporter(
  { stacks, getErrorText }: Pick<Runtime, "stacks" | "getErrorText">,
  sources: Sources,
): FailureReporter {
  return { report: (id, failure) => reportFailure(id, failure, { stacks, getErrorText, sources }) };
}

interface ReportContext extends Pick<Runtime, "stacks" | "getErrorText"> {
  readonly sources: Sources;
}

function reportFailure(id: string, failure: Failure, known: ReportContext): Report {
  const { error, kind } = failure;
  const ename = getThrownName(error);
  const evalue = known.getErrorText(error);
  const says = explainError(error) ?? evalue;
  const frames = getFrames(failure, known.stacks);
  const lines = error instanceof InterruptedError ? frames.slice(0, 1) : frames;
  return {
    ename,
    evalue,
    traceback: [
      `${red(bold(ename))}${says === "" ? "" : `: ${says}`}`,
      ...REMARKS[kind],
      ...describeUndefinedName(error, known.sources),
      ...describeCauses(error, MAX_CAUSES),
      ...lines.slice(0, MAX_FRAMES).flatMap((frame) => ["", ...describe(id, frame, { ...known, error })]),
      ...(lines.length > MAX_FRAMES ? ["", dim(`… and ${lines.length - MAX_FRAMES} more calls.`)] : []),
    ],
  };
}

function describeUndefinedName(error: unknown, sources: Sources): string[] {
  const [, name] = error instanceof ReferenceError ? (/^(.+) is not defined$/.exec(getThrownText(error)) ?? []) : [];
  return (name === undefined ? undefined : sources.adviseOnUndefined(name))?.split("\n") ?? [];
}

/** The learner's own line comes first, then the calls that led from it to the error. */
function getFrames({ error, awaited }: Failure, stacks: Stacks): Frame[] {
  const frames = [...stacks.createFrames(error)];
  if (awaited !== undefined && !frames.some(({ cell }) => cell === awaited.cell)) frames.push(awaited);
  return frames.reverse();
}

function describe(id: string, frame: Frame, { sources, error }: { sources: Sources; error: unknown }): string[] {
  const { cell, file, functionName } = frame;
  const code = cell === undefined ? sources.findFile(file ?? "") : sources.findCell(cell);
  const mark = getMark(frame, { code, error });
  const where =
    cell === undefined
      ? `${file ?? ""}, line ${mark.line}`
      : cell === id
        ? `Line ${mark.line} of this cell`
        : `Cell [${cell}], line ${mark.line}`;
  return [
    `${bold(where)}${functionName === undefined ? "" : `, in ${functionName}`}`,
    ...renderCodeFrame(code ?? "", mark),
  ];
}

/**
 * Where the caret stands. For an open exercise, below the first `None` on the line or after it, which the learner has
 * to replace.
 */
function getMark(frame: Frame, { code = "", error }: { code: string | undefined; error: unknown }): Mark {
  if (getThrownName(error) !== OPEN || frame.cell === undefined) return frame;
  const lines = code.split("\n").map((text) => text.replace(/\/\/.*$/, ""));
  for (let line = frame.line; line <= Math.min(frame.line + MAX_CALL_LENGTH, lines.length); line += 1) {
    const at = lines[line - 1]?.search(/\bNone\b/) ?? -1;
    if (at !== -1) return { line, column: at + 1, endColumn: at + 1 + "None".length };
  }
  return frame;
}

/** No call of the course is written on more lines. */
const MAX_CALL_LENGTH = 12;
/** The name of the error that `src/exercises/none.ts` throws. */
const OPEN = "ExerciseOpen";

/** The lines for an error's `cause`, or for the `errors` of an AggregateError. */
function describeCauses(error: unknown, depth: number): string[] {
  if (!(error instanceof Error) || depth === 0) return [];
  const several: unknown[] = error instanceof AggregateError && Array.isArray(error.errors) ? error.errors : [];
  const behind = [...several, ...(error.cause === undefined ? [] : [error.cause])];
  return behind
    .slice(0, MAX_CAUSES)
    .flatMap((cause) => [
      `${dim("caused by")} ${cause instanceof Error ? `${getThrownName(cause)}: ${getThrownText(cause)}` : inspect(cause, { depth: 1 })}`,
      ...describeCauses(cause, depth - 1),
    ]);
}

/**
 * Where the notebook's library says what an error means: `globalThis[Symbol.for("labs.explain")]` takes any thrown value
 * and returns one line, or undefined if the error's own message says enough. Absent when no library has set it.
 */
const EXPLAIN_HOOK = Symbol.for("labs.explain");

/** The library's line about a thrown value, if it has one. Never throws. */
function explainError(error: unknown): string | undefined {
  try {
    const explain: unknown = Reflect.get(globalThis, EXPLAIN_HOOK);
    const line: unknown = typeof explain === "function" ? explain(error) : undefined;
    return typeof line === "string" ? line : undefined;
  } catch {
    // A cell may have replaced the function, or the error may defend itself.
    return undefined;
  }
}
