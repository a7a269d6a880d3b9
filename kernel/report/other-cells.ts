import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { readCellSyntax } from "../compile/cell-syntax";
import { loadTslab } from "../compile/tslab";

interface RawCell {
  readonly id?: string;
  readonly cell_type?: string;
  readonly source?: string | readonly string[];
}

/**
 * Says what to do about an undefined name that another cell of the notebook, as last saved, defines: that cell was not
 * run yet, or not since the kernel's last start.
 *
 * @param folder where the project's notebooks are
 * @param cellId the cell that uses the name; it identifies the notebook
 */
export function describeOtherCell(
  name: string,
  { folder, cellId }: { folder: string; cellId: string },
): string | undefined {
  const cells = readNotebooks(folder).find((notebook) => notebook.some(({ id }) => id === cellId)) ?? [];
  const at = cells.findIndex(
    (cell) => cell.cell_type === "code" && cell.id !== cellId && isDeclaring(getText(cell), name),
  );
  if (at === -1) return undefined;
  const isBelow = at > cells.findIndex(({ id }) => id === cellId);
  const where = findHeading(cells.slice(0, at));
  return isBelow
    ? `${name} is defined in ${where}, further down: that part comes later.`
    : `${name} is defined in ${where}: run that cell first. After a restart of the kernel, choose Run > Run All Above Selected Cell.`;
}

/** Whether a cell declares the name. A search in the text rules out most cells before they are parsed. */
const isDeclaring = (code: string, name: string): boolean =>
  code.includes(name) && readCellSyntax(loadTslab().ts, code).declared.includes(name);

function readNotebooks(folder: string): RawCell[][] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".ipynb"))
      .map((name) => readCells(path.join(folder, name)));
  } catch {
    return []; // without the notebooks, no other cell is found
  }
}

function readCells(file: string): RawCell[] {
  try {
    const { cells } = JSON.parse(readFileSync(file, "utf8")) as { cells?: unknown };
    return Array.isArray(cells) ? (cells as RawCell[]) : [];
  } catch {
    return []; // The file is being saved at the moment, or isn't a notebook.
  }
}

const getText = ({ source = "" }: RawCell): string => (typeof source === "string" ? source : source.join(""));

/** `1.1`, the number of the last heading above a cell; the heading's text where it has no number. */
function findHeading(above: readonly RawCell[]): string {
  const headings = above
    .filter(({ cell_type }) => cell_type === "markdown")
    .flatMap((cell) => [...getText(cell).matchAll(/^#{1,6} +(.+?) *$/gm)].map(([, text = ""]) => text));
  const last = headings.at(-1);
  if (last === undefined) return "a cell above";
  return /^(?:Part )?(\d+(?:\.\d+)*)/.exec(last)?.[1] ?? `"${last}"`;
}
