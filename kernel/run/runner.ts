import type { CellError, CellResult, CompiledCell } from "../compile/cell";
import { getThrownName, getThrownStack } from "../report/thrown";
import { collectOutputs } from "./collect-outputs";
import type { Failure } from "./failure";
import { createRuntime, type Runtime } from "./runtime";

export interface CellRunner {
  /**
   * Runs a cell that compiled, and gathers what it put out. A cell that did not compile gives its first diagnostic as error.
   * Never rejects. Timers that a cell leaves running may still print; the text is added to that cell's result, or is
   * lost if the result was copied before.
   */
  run(cell: CompiledCell): Promise<CellResult>;
  /** The value of a name that a cell declared; undefined if no cell did. */
  getValue(name: string): unknown;
  /** The last value of a name in a cell that failed, which later cells do not see; undefined if there is none. */
  getValueOfFailed(name: string): unknown;
  /** A thrown value in words, with the names that the learner wrote. Never throws. */
  readonly getErrorText: (error: unknown) => string;
  /** Assigns a new value to a name, which later cells read. */
  readonly assign: (name: string, value: unknown) => void;
}

/**
 * Runs the cells of one notebook in this process. One process must never serve two: the runner takes over the process's stdout
 * and stderr, its unhandled errors and the form of its stacks, and cells may change any global.
 *
 * @param root absolute path of the project, where relative imports start and packages are found
 */
export function createCellRunner(root: string): CellRunner {
  const runtime = createRuntime(root);
  return {
    getValue: (name) => runtime.getValue(name),
    getValueOfFailed: (name) => runtime.getValueOfFailed(name),
    getErrorText: runtime.getErrorText,
    assign: runtime.assign,
    run: async (cell) => {
      const { outputs, sink } = collectOutputs((failure) => createCellError(failure, runtime));
      if (!cell.ok) {
        const [first] = cell.diagnostics;
        const message = first?.message ?? "The cell did not compile.";
        return {
          ok: false,
          error: { name: "TypeScriptError", message, line: first?.line, column: first?.column, stack: message },
          outputs,
        };
      }
      const outcome = await runtime.run(cell, sink);
      return outcome.ok
        ? { ok: true, outputs, ...(outcome.remarks ? { remarks: outcome.remarks } : {}) }
        : { ok: false, error: createCellError(outcome.failure, runtime), outputs };
    },
  };
}

/** The error of a cell for any thrown value, with the innermost place in a cell. */
function createCellError(
  { error, awaited }: Failure,
  { stacks, getErrorText }: Pick<Runtime, "stacks" | "getErrorText">,
): CellError {
  const frame = stacks.createFrames(error).find(({ cell }) => cell !== undefined) ?? awaited;
  const where = frame === undefined ? {} : { line: frame.line, column: frame.column };
  return { name: getThrownName(error), message: getErrorText(error), ...where, stack: getThrownStack(error) };
}
