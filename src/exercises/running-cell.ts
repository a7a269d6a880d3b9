import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { findProjectRoot } from "../running/project-root";

/** A cell that the kernel was asked to run. */
export interface ExecutedCell {
  /** JupyterLab's id of the cell; not every notebook program sends it. */
  readonly cellId?: string;
  readonly code: string;
  /** When it began, in ms since 1970. */
  readonly at?: number;
}

/** A cell of a notebook file. */
export interface SavedCell {
  readonly id: string;
  readonly code: string;
  /** The exercise's id, such as `01-streaming-ingestion.create-buckets`, if the cell is graded. */
  readonly exercise?: string;
}

export interface SavedNotebook {
  /** The notebook's path, such as `notebooks/01-streaming-ingestion.ipynb`. */
  readonly path: string;
  readonly cells: readonly SavedCell[];
  /** When the file was written last, in ms since 1970. */
  readonly savedAt?: number;
}

/** The cells that this kernel has run, in order; the last one is running. Empty outside a notebook. */
export function listExecutedCells(): readonly ExecutedCell[] {
  const record: unknown = Reflect.get(globalThis, Symbol.for("labs.executed"));
  return Array.isArray(record) ? (record as ExecutedCell[]) : [];
}

/**
 * The saved learner notebook that contains the running cell; undefined if none does.
 *
 * Cells of several labs may have the same id, such as `setup`: then the notebook that has most of the cells that ran
 * before is taken.
 */
export function findRunningNotebook(): SavedNotebook | undefined {
  const id = listExecutedCells().at(-1)?.cellId;
  if (id === undefined) return undefined;
  const ran = new Set(listExecutedCells().map(({ cellId }) => cellId));
  const countInCommon = ({ cells }: SavedNotebook): number => cells.filter((cell) => ran.has(cell.id)).length;
  return listLearnerNotebooks()
    .filter(({ cells }) => cells.some((cell) => cell.id === id))
    .sort((a, b) => countInCommon(b) - countInCommon(a))[0];
}

/**
 * The lab whose notebook runs, such as `01-streaming-ingestion`: the lab that this kernel has run the most cells of. A
 * cell counts by its id or by its code, since not every notebook program sends a cell's id, and a learner changes the
 * code of answers.
 */
export function findLabOfNotebook(): string | undefined {
  if (process.env["LABS_LAB"]) return process.env["LABS_LAB"]; // Set while a solution is run, without a kernel.
  const ran = listExecutedCells();
  if (ran.length === 0) return undefined;
  const ids = new Set(ran.map(({ cellId }) => cellId));
  const codes = new Set(ran.map(({ code }) => code.trim()));
  const [max] = listLearnerNotebooks()
    .map(({ path, cells }) => ({
      path,
      inCommon: cells.filter(({ id, code }) => ids.has(id) || codes.has(code.trim())).length,
    }))
    .sort((a, b) => b.inCommon - a.inCommon);
  return max === undefined || max.inCommon === 0 ? undefined : /([^/]+)\.ipynb$/.exec(max.path)?.[1];
}

/** All learner notebooks of the course; one that cannot be read is left out. */
export function listLearnerNotebooks(): SavedNotebook[] {
  const folder = join(findProjectRoot(), "notebooks");
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));
    return names.sort().map((name) => ({
      path: `notebooks/${name}`,
      cells: readCells(join(folder, name)),
      savedAt: statSync(join(folder, name)).mtimeMs,
    }));
  } catch {
    return []; // without the notebooks, no cell is found
  }
}

interface RawCell {
  readonly id?: string;
  readonly cell_type?: string;
  readonly source?: string | readonly string[];
  readonly metadata?: { readonly labs?: { readonly exercise?: string } };
}

function readCells(file: string): SavedCell[] {
  try {
    const { cells = [] } = JSON.parse(readFileSync(file, "utf8")) as { cells?: readonly RawCell[] };
    return cells
      .filter(({ cell_type }) => cell_type === "code")
      .map(({ id = "", source = "", metadata }) => ({
        id,
        code: typeof source === "string" ? source : source.join(""),
        exercise: metadata?.labs?.exercise,
      }));
  } catch {
    return []; // The file is being saved at the moment, or isn't a notebook: left out.
  }
}
