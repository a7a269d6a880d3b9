import type { ICell, ICodeCell, IMarkdownCell, INotebookContent, IOutput } from "@jupyterlab/nbformat";
import { languageInfo } from "../kernel/jupyter/kernel-info";
import type { SourceCell } from "./percent";

/** Every notebook of the course names this kernel; `kernel/` registers it. */
export const KERNEL_NAME = "tslab-labs";

const METADATA = {
  kernelspec: { display_name: "TypeScript (labs)", language: "typescript", name: KERNEL_NAME },
  // The same as in the kernel's answer to kernel_info, so that opening a notebook does not change it.
  language_info: languageInfo,
};

/** The execution count and the outputs of a cell that was run. */
export interface CellExecution {
  readonly count: number;
  readonly outputs: readonly IOutput[];
}

/** What the course keeps in a learner's notebook beside its cells. */
interface LabMetadata {
  /** The language of its texts, if that isn't English: hints and feedback follow it. */
  readonly language?: string | undefined;
  /** The solutions that `hint` shows after a checked attempt, as Markdown, by the exercise's id. */
  readonly solutions?: Readonly<Record<string, string>>;
}

/**
 * Writes cells as an nbformat 4.5 notebook.
 *
 * Cell ids are those of the source. A graded cell has `metadata.labs.exercise`.
 *
 * @param ran the outputs of each code cell, by cell id; a cell that is not in the map has not been run
 * @param labs what the course keeps in `metadata.labs`, for functions such as `hint`
 */
export function buildNotebook(
  cells: readonly SourceCell[],
  ran: ReadonlyMap<string, CellExecution> = new Map(),
  { language, solutions = {} }: LabMetadata = {},
): INotebookContent {
  const labs = {
    ...(language === undefined ? {} : { language }),
    ...(Object.keys(solutions).length === 0 ? {} : { solutions: { ...solutions } }),
  };
  return {
    cells: cells.map((cell) => toCell(cell, ran.get(cell.id))),
    metadata: Object.keys(labs).length === 0 ? METADATA : { ...METADATA, labs },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

function toCell(cell: SourceCell, ran: CellExecution | undefined): ICell {
  const metadata = {
    ...(cell.exercise === undefined ? {} : { labs: { exercise: cell.exercise } }),
    ...(cell.tags.length === 0 ? {} : { tags: [...cell.tags] }),
  };
  const source = toSourceLines(cell.lines);
  if (cell.kind === "markdown") return { cell_type: "markdown", id: cell.id, metadata, source } satisfies IMarkdownCell;
  return {
    cell_type: "code",
    execution_count: ran?.count ?? null,
    id: cell.id,
    metadata,
    outputs: [...(ran?.outputs ?? [])],
    source,
  } satisfies ICodeCell;
}

/** Lines as nbformat stores them: each with its line feed, except the last. */
function toSourceLines(lines: readonly string[]): string[] {
  return lines.map((line, index) => (index === lines.length - 1 ? line : `${line}\n`));
}

/**
 * The text of a notebook file, byte for byte as Jupyter itself saves it: keys sorted, one space of indentation, a line feed at the end.
 */
export function formatNotebook(notebook: INotebookContent): string {
  return `${JSON.stringify(sortKeys(notebook), null, 1)}\n`;
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sortKeys(item)]),
  );
}
