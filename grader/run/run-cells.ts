import type { CellDiagnostic, CompiledCell } from "../../kernel/cells";
import { explainMessage } from "../../kernel/report/explain-message";
import type { Compiler } from "../compile/compiler";
import { NO_CLOUD, type AnswerEvidence, type CellEvidence, type RunEnd, type RunEvidence } from "../evidence/evidence";
import { isOrcRefused, toJournalLines } from "../evidence/journal-lines";
import { HELPER_CELL } from "../merge/helper-cell";
import { ANSWER_JSON, isBeyond, parseUntrustedJson } from "../core/parsed-json";
import { toPlainText } from "../core/plain-text";
import type { Question } from "../sandbox/inside/messages";
import type { Sandbox } from "../sandbox/sandbox";
import { openCellRunner } from "./cell-runner";
import { appendLastCall, type CodeRunner } from "./code-runner";
import type { KnownRuns } from "./known-runs";
import type { Plan } from "./plan";
import type { Standby } from "./standby";
import { collectFinalState, type RunEnvironment } from "./run-environment";
import { watchCloud } from "./watch-cloud";

/** The settings that every run needs. */
export interface RunSettings {
  readonly sandbox: Sandbox;
  readonly compiler: Compiler;
  readonly root: string;
  readonly seed: number;
  /** Twelve digits; the lab cloud's usual account, if not given. */
  readonly account?: string | undefined;
  readonly keys?: "any" | undefined;
  /** Earlier runs, if many submissions are graded: the same code does not run again. */
  readonly known?: KnownRuns | undefined;
  /** Keeps a runner ready for the next cells. */
  readonly standby?: Standby | undefined;
  /** Called with the present step, in words for the waiting learner: "Running your cells". */
  readonly report?: ((doing: string) => void) | undefined;
  /** Aborts when the result is no longer wanted: the code is then ended. */
  readonly signal?: AbortSignal | undefined;
}

/** How long a person takes between two cells, if the plan doesn't say. */
const SECONDS_BETWEEN_CELLS = 10;

/**
 * Runs a notebook's cells in a sandbox with a fresh lab cloud, and collects the evidence.
 *
 * A cell that fails does not end the run, since a learner could still run the next cell. The end of the process ends the
 * run.
 *
 * @param compiling the cells, from the compiler; undefined if compiling took too long
 * @param settings  with `judged`: those of the plan's `slowToCollect` that are judged by the run
 */
export async function runCells(
  compiling: Promise<readonly CompiledCell[] | undefined>,
  plan: Plan,
  settings: RunSettings & { readonly judged: ReadonlySet<string> },
): Promise<RunEvidence> {
  const { sandbox, signal, standby, judged } = settings;
  // Awaited below; if another step fails before, its error is reported instead.
  compiling.catch(() => undefined);
  // The process starts while the cells are compiled.
  const { environment, code, close } = await (standby?.take(plan, settings) ?? openCellRunner(plan, settings));
  const watch = watchCloud(environment, sandbox.limits, plan);
  const stop = async (): Promise<void> => {
    code.kill({ end: "done", why: "" });
    await code.ended;
  };
  try {
    environment.begin();
    code.begin({ watch, signal });
    const compiled = await compiling;
    await code.waitUntilReady();
    settings.report?.("Running your cells");
    const seconds = sandbox.limits.cellSeconds;
    const requested = plan.createQuestions?.(settings.seed, judged) ?? [];
    const watched = requested.flatMap(({ name, calls }) => (calls ? [name] : []));
    const { secondsBetweenCells: pause = SECONDS_BETWEEN_CELLS } = plan;
    const outcome = await runAll(code, compiled, { environment, seconds, watch: watched, pause });
    const questions = outcome.end === "done" ? requested : [];
    const prepareQuestion = async ({ id }: Question): Promise<void> => {
      const [{ stage }, prepare] = [environment, plan.prepareQuestion];
      if (stage && prepare) await code.prepareCall(() => prepare(stage, id));
    };
    const { answers, end = outcome.end } = await askAll(code, questions, { seconds, prepareQuestion });
    await stop();
    settings.report?.("Looking at what your cells created");
    const calls = environment.getCalls();
    const journal = toJournalLines(calls);
    const left = await watch.runWithinLimits(() =>
      collectFinalState(environment, (stage) => plan.collectAfterCells?.(stage, judged)),
    );
    if ("why" in left) {
      const failed = { id: HELPER_CELL, ok: false, error: left.why, output: "" };
      return {
        cells: [...outcome.cells, failed],
        end: "crashed",
        answers,
        journal,
        seen: {},
        scripts: [],
        cloud: NO_CLOUD,
      };
    }
    const lack = isOrcRefused(calls) ? ({ lacksOrc: true } as const) : {};
    return { ...outcome, ...left, end, answers, journal, scripts: [], ...lack };
  } finally {
    watch.end();
    await close();
  }
}

interface CellRun {
  readonly environment: RunEnvironment;
  readonly seconds: number;
  /** Functions of cells whose calls by later cells are kept. */
  readonly watch: readonly string[];
  /** Seconds between two cells, by the cloud's clock. */
  readonly pause: number;
}

async function runAll(
  code: CodeRunner,
  cells: readonly CompiledCell[] | undefined,
  how: CellRun,
): Promise<{ cells: CellEvidence[]; end: RunEnd }> {
  if (!cells)
    return {
      cells: [
        {
          id: HELPER_CELL,
          ok: false,
          error: "Its types take too long to check, or it is nested too deeply.",
          output: "",
        },
      ],
      end: "timeout",
    };
  const ran: CellEvidence[] = [];
  for (const cell of cells) {
    const { evidence, ended } = await runCell(code, cell, how);
    ran.push(evidence);
    if (ended) return { cells: ran, end: ended };
    await how.environment.stage?.advance(how.pause);
  }
  return { cells: ran, end: "done" };
}

async function runCell(
  code: CodeRunner,
  cell: CompiledCell,
  { environment, seconds, watch }: CellRun,
): Promise<{ evidence: CellEvidence; ended?: RunEnd }> {
  const { id } = cell;
  if (!cell.ok) {
    const { file, column } = cell.diagnostics[0] ?? {};
    const at = file === undefined && column !== undefined ? { column } : {};
    return { evidence: { id, ok: false, error: formatTypeErrors(cell.diagnostics), ...at, output: "" } };
  }
  code.send({ run: "cell", cell, ...(watch.length > 0 ? { watch } : {}) });
  for (;;) {
    const message = await code.readNext(seconds);
    if ("end" in message) {
      const error = appendLastCall(message.why, environment);
      return { evidence: { id, ok: false, error, output: toPlainText(code.getOutput()) }, ended: message.end };
    }
    if (message.did !== "cell" || message.id !== id) continue;
    const { ok, error, output } = message;
    const remarks = parseRemarks(message.remarks);
    return {
      evidence: { id, ok, output: toPlainText(output), ...remarks, ...(error ? { error: toPlainText(error) } : {}) },
    };
  }
}

function parseRemarks(message = ""): Pick<CellEvidence, "remarks"> {
  const remarks = message.split("\n", MAX_REMARKS).map(toPlainText);
  return message === "" ? {} : { remarks };
}

const MAX_REMARKS = 3;

/** If the process ends over a question, the answers to earlier questions count. */
async function askAll(
  code: CodeRunner,
  questions: readonly Question[],
  how: { readonly seconds: number; readonly prepareQuestion: (question: Question) => Promise<void> },
): Promise<{ answers: Record<string, AnswerEvidence>; end?: RunEnd }> {
  const answers: Record<string, AnswerEvidence> = {};
  for (const question of questions) {
    await how.prepareQuestion(question);
    code.send({ run: "ask", question });
    const answer = await askForAnswer(question, code, how.seconds);
    if ("end" in answer)
      return { answers: { ...answers, [question.id]: { error: toPlainText(answer.why) } }, end: answer.end };
    answers[question.id] = answer;
  }
  return { answers };
}

async function askForAnswer(
  { id }: Question,
  code: CodeRunner,
  seconds: number,
): Promise<AnswerEvidence | { end: RunEnd; why: string }> {
  for (;;) {
    const message = await code.readNext(seconds);
    if ("end" in message) return message;
    if (message.did !== "answer" || message.id !== id) continue;
    if (message.error !== undefined) return { error: toPlainText(message.error) };
    return parseValue(message.json);
  }
}

function parseValue(json: string | undefined): AnswerEvidence {
  if (json !== undefined && isBeyond(json, ANSWER_JSON))
    return { error: "Its value is nested too deeply, or too large, to be judged." };
  return { value: json === undefined ? undefined : parseUntrustedJson(json) };
}

function formatTypeErrors(diagnostics: readonly CellDiagnostic[]): string {
  const [first] = diagnostics;
  if (!first) return "The cell does not compile.";
  const message = findInnermostCause(first.message);
  const plain = explainMessage(message);
  // An error in a file that the cell imports is reported with the line in that file.
  const where = first.file === undefined ? `Type error in line ${first.line}` : `${first.file}, line ${first.line}`;
  return toPlainText(`${where}: ${message}${plain === undefined ? "" : ` ${plain}`}`);
}

/** The part of a message about nested types that names the member: the types before it would fill the learner's page. */
function findInnermostCause(message: string): string {
  const lines = message.split("\n").map((line) => line.trim());
  const member = lines.findLastIndex((line) =>
    /^(?:The types|Types) (?:of|returned by) .* are incompatible/.test(line),
  );
  return member < 0 ? message : [...lines.slice(member + 1), lines[member]].join(" ");
}
