import type { CompiledCell } from "../../kernel/cells";
import { collectCloud } from "../evidence/collect";
import { journalLines } from "../evidence/journal-lines";
import type { CellEvidence, RunEnd, RunEvidence } from "../evidence/evidence";
import { HELPER_CELL } from "../merge/assemble";
import type { AssembledCell } from "../merge/assemble";
import { plainText } from "../plain-text";
import type { Sandbox } from "../sandbox/sandbox";
import { startCode } from "./code-runner";
import type { CodeRunner } from "./code-runner";
import type { Compiler } from "./compiler";
import { openGradingCloud } from "./grading-cloud";
import type { GradingCloud } from "./grading-cloud";
import type { Plan } from "./plan";

/** What every run needs, whoever's code it is. */
export interface RunSettings {
  readonly sandbox: Sandbox;
  readonly compiler: Compiler;
  readonly root: string;
  readonly seed: number;
  readonly slot: number;
  /** Twelve digits; the lab cloud's usual account, if not given. */
  readonly account?: string | undefined;
}

/** A person takes a moment between two cells: what the one has asked for may be there when the next one runs. */
const SECONDS_BETWEEN_CELLS = 10;

/**
 * Runs a notebook's cells in a sandbox against a fresh lab cloud of their own and collects what they leave behind.
 *
 * A cell that fails does not end the run: it would not keep a learner from running the next one. A process that ends does.
 */
export async function runCells(cells: readonly AssembledCell[], plan: Plan, settings: RunSettings): Promise<RunEvidence> {
  const { sandbox, compiler, slot } = settings;
  const compiling = compiler.compile(cells);
  // Awaited below; if something else fails before, that is what is told.
  compiling.catch(() => undefined);
  const cloud = await openGradingCloud(settings);
  // The process comes up while the cells are compiled.
  const code = startCode({ sandbox, cloud, slot, packages: plan.packages });
  const stop = async (): Promise<void> => {
    code.kill({ end: "done", why: "" });
    await code.ended;
  };
  try {
    await plan.prepare(cloud.stage);
    const given = cloud.journal.after(0).at(-1)?.n ?? 0;
    const compiled = await compiling;
    await code.ready();
    const outcome = await runAll(code, compiled, { cloud, seconds: sandbox.limits.cellSeconds });
    await stop();
    const journal = journalLines(cloud.journal.after(given));
    const seen = await plan.afterCells(cloud.stage);
    return { ...outcome, journal, seen, scripts: [], cloud: await collectCloud(cloud.stage) };
  } finally {
    await stop();
    await cloud.stop();
  }
}

async function runAll(
  code: CodeRunner, cells: readonly CompiledCell[] | undefined, { cloud, seconds }: { cloud: GradingCloud; seconds: number },
): Promise<{ cells: CellEvidence[]; end: RunEnd }> {
  if (!cells) return { cells: [{ id: HELPER_CELL, ok: false, error: "Its types take too long to check.", output: "" }], end: "timeout" };
  const ran: CellEvidence[] = [];
  for (const cell of cells) {
    const { evidence, ended } = await runOne(code, cell, seconds);
    ran.push(evidence);
    if (ended) return { cells: ran, end: ended };
    await cloud.stage.advance(SECONDS_BETWEEN_CELLS);
  }
  return { cells: ran, end: "done" };
}

async function runOne(code: CodeRunner, cell: CompiledCell, seconds: number): Promise<{ evidence: CellEvidence; ended?: RunEnd }> {
  const { id } = cell;
  if (!cell.ok) return { evidence: { id, ok: false, error: typeError(cell.diagnostics), output: "" } };
  code.give({ run: "cell", cell });
  for (;;) {
    const message = await code.next(seconds);
    if ("end" in message) {
      return { evidence: { id, ok: false, error: message.why, output: plainText(code.output()) }, ended: message.end };
    }
    if (message.did !== "cell" || message.id !== id) continue;
    const { ok, error, output } = message;
    return { evidence: { id, ok, output: plainText(output), ...(error ? { error: plainText(error) } : {}) } };
  }
}

function typeError(diagnostics: readonly { readonly line: number; readonly message: string }[]): string {
  const [first] = diagnostics;
  return first ? plainText(`Type error in line ${first.line}: ${first.message}`) : "The cell does not compile.";
}
