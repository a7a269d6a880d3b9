import type { NotebookCompiler } from "../compile/compiler-process";
import type { Json } from "../jupyter/message";
import type { createFailureReporter } from "../run/failures";
import type { Report } from "../report/report";
import type { Sources } from "../report/sources";
import { reportTypeErrors } from "../report/type-errors";
import type { Failure } from "../run/failure";
import type { CellSink, DisplayBundle } from "../run/running-cells";
import type { Runtime } from "../run/runtime";
import { createSilentOutputs } from "./cell-outputs";
import type { createNameOwners } from "./name-owners";

interface AttemptParts {
  readonly compiler: NotebookCompiler;
  readonly owners: ReturnType<typeof createNameOwners>;
  readonly runtime: Runtime;
  readonly sources: Sources;
  readonly failures: ReturnType<typeof createFailureReporter>;
}

interface Cell {
  readonly id: string;
  readonly code: string;
  /** The id that the client gives to the cell. */
  readonly cellId?: string;
}
interface Attempt {
  readonly outputs: CellSink;
  readonly report: (failure: Failure) => Report;
}

interface Attempts {
  /** Compiles and runs a cell. @returns the report of its error, if it fails */
  attempt(cell: Cell, attempt: Attempt): Promise<Report | undefined>;
  /** Evaluates the expressions that a client requests along with a cell, without any output. */
  evaluateExpressions(id: string, expressions: unknown): Promise<Json>;
}

export function createAttempts({ compiler, owners, runtime, sources, failures }: AttemptParts): Attempts {
  async function evaluateExpressions(id: string, expressions: unknown): Promise<Json> {
    const values: Record<string, Json> = {};
    for (const [name, code] of Object.entries(expressions ?? {})) {
      let bundle: DisplayBundle | undefined;
      const outputs = createSilentOutputs((shown) => {
        bundle = shown;
      });
      const report = (failure: Failure): Report => failures.report(id, failure);
      const error = await attempt({ id, code: String(code) }, { outputs, report });
      values[name] =
        error === undefined
          ? { status: "ok", data: bundle?.data ?? {}, metadata: bundle?.metadata ?? {} }
          : { status: "error", ...error };
    }
    return values;
  }

  async function attempt({ id, code, cellId }: Cell, { outputs, report }: Attempt): Promise<Report | undefined> {
    const since = runtime.interrupts();
    try {
      const cell = await compiler.compile({ id, code, owned: owners.listOwned(cellId), orphans: owners.listOrphans() });
      if (!cell.ok) return reportTypeErrors(id, cell.diagnostics, sources);
      const outcome = await runtime.run({ ...cell, code }, outputs, since);
      if (outcome.ok) {
        owners.follow(cellId, [...cell.declared, ...(cell.declaredTypes ?? [])]);
        for (const remark of outcome.remarks ?? []) outputs.stream("stderr", `${remark}\n`);
        return undefined;
      }
      compiler.forget();
      return report(outcome.failure);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return { ename: "KernelError", evalue: why, traceback: [`Internal kernel error in this cell: ${why}`] };
    }
  }

  return { attempt, evaluateExpressions };
}
