import { readdirSync } from "node:fs";
import { join } from "node:path";
import { listRegions } from "../../authoring/index";
import { readUntrustedFile } from "../../foundation/untrusted-folder";
import { readNotebook, type SubmittedCell } from "../submission/read-notebook";
import { collectDeclared } from "./code-words";
import type { Skeleton } from "./skeleton";
import { isFence } from "./spans";

/** The handed-out code that only one lab has. */
interface LabCode {
  /** `02` */
  readonly number: string;
  readonly lines: ReadonlySet<string>;
  /** The names that its exercises ask for. */
  readonly names: ReadonlySet<string>;
}

/** A lab's own code, and that of the labs beside it. */
export interface LabsCode {
  readonly lab: LabCode;
  readonly others: readonly LabCode[];
}

const known = new WeakMap<Skeleton, LabsCode>();

/**
 * The handed-out code of a lab and of those whose notebooks are in the project, once for a batch. A notebook that can't be read is left
 * out: it's another lab's, and may be half written.
 */
export function readOtherLabs(root: string, skeleton: Skeleton): LabsCode {
  const code = known.get(skeleton) ?? compareLabs(skeleton, readNotebooks(root, skeleton.lab));
  known.set(skeleton, code);
  return code;
}

/** Bytes; a notebook of the course has a hundredth of it. */
const MAX_NOTEBOOK = 16 * 1024 * 1024;

function readNotebooks(root: string, lab: string): LabCode[] {
  try {
    return readdirSync(join(root, "notebooks")).flatMap((name) => {
      // Copies, and the solutions that `labs solution` puts there, are left out by their capital letters.
      const [, number] = /^(\d\d)-[a-z\d-]+\.ipynb$/.exec(name) ?? [];
      return number === undefined || lab.startsWith(`${number}-`) ? [] : readLabCode(root, name, number);
    });
  } catch {
    // A copy of the course may be without notebooks: then no other lab is known.
    return [];
  }
}

function readLabCode(root: string, name: string, number: string): LabCode[] {
  try {
    const text = readUntrustedFile(root, ["notebooks", name], MAX_NOTEBOOK)?.toString() ?? "";
    return [
      createLabCode(
        number,
        readNotebook(text).map(({ lines }) => lines),
      ),
    ];
  } catch {
    // Another lab's notebook may be half written. That must not end a run of this one.
    return [];
  }
}

/** A learner may have written into the notebooks: of a region, only the names count. */
function createLabCode(number: string, cells: readonly (readonly string[])[]): LabCode {
  const lines = new Set<string>();
  const names = new Set<string>();
  for (const cell of cells) {
    const regions = listRegions(cell);
    for (const { start, end } of regions)
      for (const name of collectDeclared(cell.slice(start + 1, end))) names.add(name);
    for (const [at, line] of cell.entries())
      if (isDistinctive(line) && !regions.some(({ start, end }) => start <= at && at <= end)) lines.add(line.trim());
  }
  return { number, lines, names };
}

/** Enough of a line that nobody writes it by chance. */
const isDistinctive = (line: string): boolean => line.trim().length >= 20 && !isFence(line);

function compareLabs(skeleton: Skeleton, others: readonly LabCode[]): LabsCode {
  const number = skeleton.lab.slice(0, 2);
  const lab = createLabCode(
    number,
    skeleton.cells.map(({ lines }) => lines),
  );
  const all = [lab, ...others];
  const countLabs = (of: "lines" | "names", text: string) => all.filter((lab) => lab[of].has(text)).length;
  const selectUnique = (lab: LabCode): LabCode => ({
    number: lab.number,
    lines: new Set([...lab.lines].filter((line) => countLabs("lines", line) === 1)),
    names: new Set([...lab.names].filter((name) => countLabs("names", name) === 1)),
  });
  return { lab: selectUnique(lab), others: others.map(selectUnique) };
}

/** How many lines and names of some code only this lab has. */
function countOf(lines: readonly string[], lab: LabCode): number {
  const found = new Set(lines.map((line) => line.trim()).filter((line) => lab.lines.has(line)));
  const names = [...collectDeclared(lines)].filter((name) => lab.names.has(name));
  return found.size + names.length;
}

/** Fewer lines and names of another lab show nothing. */
export const MIN_SIGNS = 4;
/** So many times more signs of another lab than of this one make a notebook that lab's. */
const MAJORITY = 4;

/** The other lab that most of a notebook's code was handed out in, such as `02`. */
export function findLabOfCode(cells: readonly SubmittedCell[], { lab, others }: LabsCode): string | undefined {
  const lines = cells.flatMap((cell) => cell.lines);
  const [first] = others
    .map((other) => ({ number: other.number, count: countOf(lines, other) }))
    .sort((a, b) => b.count - a.count);
  if (!first || first.count < MIN_SIGNS) return undefined;
  return first.count >= MAJORITY * countOf(lines, lab) ? first.number : undefined;
}

/** A notebook's cells without the exercises of other labs, and a note on these. */
export function dropOtherLabs(
  cells: readonly SubmittedCell[],
  lab: string,
  code: LabsCode,
): { cells: readonly SubmittedCell[]; notes: readonly string[] } {
  const labs = findLabs(cells, lab, code);
  const others = [
    ...new Set(labs.flatMap((number) => (number === undefined || number === OWN ? [] : [number]))),
  ].sort();
  if (others.length === 0) return { cells, notes: [] };
  const rest = cells.filter((_, at) => labs[at] === undefined || labs[at] === OWN);
  const many = cells.length - rest.length;
  const subject = many === 1 ? "A cell with an exercise" : `${many} cells with exercises`;
  return {
    cells: rest,
    notes: [`${subject} of lab ${others.join(" and lab ")} ${many === 1 ? "doesn't" : "don't"} count here.`],
  };
}

const OWN = "own";

/** For each cell, the other lab whose exercise it is, `own`, or undefined if it may be anyone's. */
function findLabs(cells: readonly SubmittedCell[], lab: string, code: LabsCode): (string | undefined)[] {
  const labs = cells.map((cell) => findLabOfCell(cell, lab, code));
  // Some exercises are in each lab: their cells are of the same lab as those above and below.
  const next = labs.map((_, at) => labs.slice(at + 1, at + 1 + MAX_DISTANCE).find((number) => number !== undefined));
  let last: string | undefined;
  return labs.map((number, at) => {
    last = number ?? last;
    const above = last ?? next[at];
    const below = next[at] ?? last;
    const { exercise, lines } = cells[at] ?? { lines: [] };
    if (number !== undefined || exercise !== undefined || !lines.some(isFence)) return number;
    return above === below && above !== OWN ? above : undefined;
  });
}

/** So many cells below, the next exercise is looked for. */
const MAX_DISTANCE = 20;

function findLabOfCell({ exercise, lines }: SubmittedCell, id: string, { lab, others }: LabsCode): string | undefined {
  if (exercise?.startsWith(`${id}.`)) return OWN;
  const [, number] = /^(\d\d)-[a-z\d-]+\./.exec(exercise ?? "") ?? [];
  // An answer may have a line that another lab gives.
  const handedOut = createLabCode("", [lines]);
  const code = [...handedOut.lines, ...[...handedOut.names].map((name) => `const ${name}`)];
  if (countOf(number === undefined ? lines : code, lab) > 0) return OWN;
  if (number !== undefined || !lines.some(isFence)) return number;
  return others.find((other) => countOf(code, other) > 0)?.number;
}
