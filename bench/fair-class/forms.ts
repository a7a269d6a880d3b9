import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { INotebookContent } from "@jupyterlab/nbformat";
import { strToU8, zipSync } from "fflate";
import { listRegions, readLab, replaceRegionBodies } from "../../authoring/index";
import { readSkeleton } from "../../grader/merge/read-skeleton";
import type { Skeleton, SkeletonText } from "../../grader/merge/skeleton";

/** A cell of a notebook file. `metadata` and `id` are as JupyterLab saves them. */
export interface NotebookCell {
  readonly cell_type: string;
  readonly id?: string | undefined;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly source: string;
}

/** A learner's files before they are handed in. */
export interface Work {
  readonly skeleton: Skeleton;
  /** The blank notebook's cells, and the same with the learner's answers. */
  readonly blank: readonly NotebookCell[];
  readonly cells: readonly NotebookCell[];
  /** Scripts with the learner's answers, by path. */
  readonly scripts: ReadonlyMap<string, string>;
  /** The answers alone, in the order of a cell's or script's regions, by its id; `undefined` where it's the blank's. */
  readonly answers: ReadonlyMap<string, readonly Answer[]>;
  /** Members of the notebook file that replace those of format 4.5. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** The submitted files, by path. */
type Files = Readonly<Record<string, string | Uint8Array>>;

const isExercise = ({ metadata }: NotebookCell): boolean => metadata["labs"] !== undefined;
const isMarker = (line: string): boolean => /### (START|END) CODE/.test(line);
const removeIdentity = (cell: NotebookCell): NotebookCell => ({ ...cell, id: undefined, metadata: {} });
const createCode = (source: string): NotebookCell => ({ cell_type: "code", metadata: {}, source });
/** Replaces each cell of an exercise by others. */
const replaceEach = (work: Work, replace: (cell: NotebookCell) => readonly NotebookCell[]): Work => ({
  ...work,
  cells: work.cells.flatMap((cell) => (isExercise(cell) ? replace(cell) : [cell])),
});
const writeCells = (work: Work, change: (source: string) => string): Work =>
  replaceEach(work, (cell) => [{ ...cell, source: change(cell.source) }]);
const writeLines = (work: Work, change: (line: string) => string): Work =>
  writeCells(work, (source) => source.split("\n").map(change).join("\n"));
/** Changes the exercises' cells, and the scripts. */
const writeAll = (work: Work, change: (source: string) => string): Work => ({
  ...writeCells(work, change),
  scripts: new Map([...work.scripts].map(([path, source]) => [path, change(source)])),
});

/** Cuts a cell in two at its middle line, as JupyterLab's Ctrl+Shift+Minus does. */
function splitCell(cell: NotebookCell, metadata: NotebookCell["metadata"]): NotebookCell[] {
  const lines = cell.source.split("\n");
  const at = Math.floor(lines.length / 2);
  const rest = { ...cell, metadata, source: lines.slice(at).join("\n"), id: `${cell.id ?? ""}-2` };
  return at === 0 ? [cell] : [{ ...cell, source: lines.slice(0, at).join("\n") }, rest];
}

/** Moves the answers of cells that have one region at their top level and nothing after it. @param place puts an answer near its stub */
const moveAnswers = (work: Work, place: (stub: NotebookCell, answer: string) => readonly NotebookCell[]): Work =>
  replaceEach(work, (cell) => {
    const text = work.skeleton.cells.find(({ id }) => id === cell.id);
    const stub = work.blank.find(({ id }) => id === cell.id);
    const [region] = text ? listRegions(text.lines) : [];
    if (!text || !stub || !region || text.slots.length !== 1) return [cell];
    if (/^\s/.test(text.lines[region.start] ?? "") || region.end < text.lines.length - 1) return [cell];
    const lines = cell.source.split("\n");
    return place(stub, lines.slice(lines.findIndex(isMarker) + 1, lines.findLastIndex(isMarker)).join("\n"));
  });

/** For each lab a name that it gives, and what a learner calls it. */
const CHANGED_NAMES: Readonly<Record<string, readonly [string, string]>> = {
  "01": ["ACCOUNT_ID", "myAccount"],
  "02": ["PARTITION_KEYS", "partitionKeys"],
  "03": ["STREAM_ARN", "streamArn"],
  "04": ["OUTPUT_STREAM", "outputStream"],
  "05": ["HOT_HASH", "hotHash"],
};

/** How learners write their work, from the tidy way to the messy ones that teachers have seen. */
const WORKS = {
  folder: (work) => work,
  "pasted into a new notebook": (work) => ({
    ...work,
    cells: work.cells.filter(isExercise).map(removeIdentity),
  }),
  "pasted into one cell": (work) => {
    const sources = work.cells.filter(isExercise).map(({ source }) => source);
    return { ...work, cells: [createCode(sources.join("\n\n"))] };
  },
  "cells split, metadata kept": (work) => replaceEach(work, (cell) => splitCell(cell, cell.metadata)),
  "cells split, metadata lost": (work) => replaceEach(work, (cell) => splitCell(cell, {})),
  "without ids": (work) => ({
    ...work,
    cells: work.cells.map(removeIdentity),
    more: { nbformat_minor: 4 },
  }),
  "answers below END": (work) =>
    moveAnswers(work, (stub, answer) => [{ ...stub, source: `${stub.source}\n${answer}` }]),
  "answers in cells of their own": (work) => moveAnswers(work, (stub, answer) => [stub, createCode(answer)]),
  "without START and END": (work) => writeAll(work, (text) => text.replaceAll(/^.*### (START|END) CODE.*\n?/gm, "")),
  "with cells of their own": (work) =>
    replaceEach(work, (cell) => [
      createCode('console.log("before");\nconst myTry = 1;'),
      cell,
      createCode("// look at it\nawait listResources();\nfoo("),
      { cell_type: "markdown", metadata: {}, source: "Is this ok?" },
    ]),
  "typos in given comments": (work) =>
    writeLines(work, (line) => (!isMarker(line) && /^\s*\/\//.test(line) ? line.replaceAll("e", "ee") : line)),
  "many comments": (work) =>
    writeCells(work, (source) => {
      const answer = source.replace(/^.*START CODE.*$/m, "$&\n// ### not END");
      return ["// My solution:", "/* several", "   lines */", answer, "// the end"].join("\n");
    }),
  "another layout": (work) =>
    writeLines(work, (line) => (isMarker(line) ? line.trim() : line.replace(/^ +/, "$&$&").replace(/;$/, ""))),
  "Windows line ends": (work) => writeAll(work, (text) => text.replaceAll("\n", "\r\n")),
  tabs: (work) => writeAll(work, (text) => text.replace(/^(?: {2})+/gm, (spaces) => "\t".repeat(spaces.length / 2))),
  "saved by Colab": (work) => ({
    ...work,
    cells: work.cells.map((cell, n) => ({ ...removeIdentity(cell), metadata: { id: `aB3${n}`, colab: {} } })),
    more: {
      nbformat_minor: 0,
      metadata: { colab: { provenance: [] }, kernelspec: { name: "python3", display_name: "Python 3" } },
    },
  }),
  "with outputs": (work) => {
    const outputs = [{ output_type: "stream", name: "stdout", text: ["x".repeat(5000)] }];
    const cells = work.cells.map((cell) =>
      cell.cell_type === "code" ? { ...cell, outputs, execution_count: 3 } : cell,
    );
    return { ...work, cells };
  },
  "blank cells left above": (work) =>
    replaceEach(work, (cell) => {
      const stub = work.blank.find(({ id }) => id === cell.id);
      return stub ? [{ ...stub, id: `${stub.id ?? ""}-0` }, cell] : [cell];
    }),
  "exercises moved to the end, reversed": (work) => {
    const exercises = work.cells.filter(isExercise).reverse();
    return { ...work, cells: [...work.cells.filter((cell) => !isExercise(cell)), ...exercises] };
  },
  "a name changed everywhere": (work) => {
    const [name = "", other = ""] = CHANGED_NAMES[work.skeleton.lab.slice(0, 2)] ?? [];
    const rename = (source: string): string => source.replace(new RegExp(`\\b${name}\\b`, "g"), other);
    const cells = work.cells.map((cell) =>
      cell.cell_type === "code" ? { ...cell, source: rename(cell.source) } : cell,
    );
    return { ...work, cells };
  },
  "a helper in a cell of its own": (work) => {
    const helper = "const makeTwice = (streamName: string) => createKinesisDataStream({ streamName, shardCount: 2 });";
    return { ...work, cells: work.cells.toSpliced(4, 0, createCode(helper)) };
  },
  /** The first exercise's cell doesn't run: its marks are lost, and no others. */
  "a syntax error below the first answer": (work) => {
    const first = work.cells.find(isExercise);
    return replaceEach(work, (cell) => [cell === first ? { ...cell, source: `${cell.source}\noops(` } : cell]);
  },
} satisfies Readonly<Record<string, (work: Work) => Work>>;

const renameEach = (files: Files, rename: (path: string) => string): Files =>
  Object.fromEntries(Object.entries(files).map(([path, content]) => [rename(path), content]));
const zip = (files: Files): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([path, content]) => [path, Buffer.from(content)])));
const renameEnd = (files: Files, end: string): Files =>
  renameEach(files, (path) => basename(path).replace(/(\.\w+)$/, end));

/** How learners hand in the files of their work. A path that begins with a dot is one file with the learner's name. */
const PACKAGES = {
  zip: (files) => ({ ".zip": zip(files) }),
  "zip in a zip": (files) => ({ ".zip": zip({ "my lab.zip": zip(files) }) }),
  "files called (1)": (files) => renameEnd(files, "(1)$1"),
  "files called (final)": (files) => renameEnd(files, " (final)$1"),
  "files called .txt": (files) => renameEnd(files, "$1.txt"),
  "byte order marks": (files) =>
    Object.fromEntries(Object.entries(files).map(([path, text]) => [path, `\uFEFF${String(text)}`])),
  "an empty file": () => ({ ".ipynb": "" }),
  "a PDF": () => ({ ".pdf": "%PDF-1.7\n1 0 obj\n" }),
  "a notebook without cells": () => ({ ".ipynb": formatNotebook([]) }),
} satisfies Readonly<Record<string, (files: Files) => Files>>;

export type Form = keyof typeof WORKS | keyof typeof PACKAGES;
export const isForm = (name: string): name is Form => Object.hasOwn(WORKS, name) || Object.hasOwn(PACKAGES, name);

/** The paths and bytes of a hand-in: the files in the learner's folder, or one file with the learner's name. */
export function handIn(who: string, form: Form, work: Work): Record<string, Uint8Array> {
  const changed = form in WORKS ? WORKS[form as keyof typeof WORKS](work) : work;
  const files = {
    [basename(work.skeleton.notebook)]: formatNotebook(changed.cells, changed.more),
    ...Object.fromEntries(changed.scripts),
  };
  const packed = form in PACKAGES ? PACKAGES[form as keyof typeof PACKAGES](files) : files;
  return Object.fromEntries(
    Object.entries(packed).map(([path, content]) => [
      path.startsWith(".") ? `${who}${path}` : `${who}/${path}`,
      typeof content === "string" ? strToU8(content) : content,
    ]),
  );
}

/** A notebook in format 4.5; `more` replaces its parts. */
function formatNotebook(cells: readonly NotebookCell[], more: Work["more"] = {}): string {
  const whole = cells.map((cell) =>
    cell.cell_type === "code" ? { outputs: [], execution_count: null, ...cell } : cell,
  );
  return JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: whole, ...more }, null, 1);
}

/** A lab's texts, and the cells of its blank notebook. */
export type HandOut = Pick<Work, "skeleton" | "blank">;

/** Reads what is handed out of a lab. @param id `03-data-collection` */
export async function readHandOut(root: string, id: string): Promise<HandOut> {
  const { cells } = JSON.parse(readFileSync(join(root, "notebooks", `${id}.ipynb`), "utf8")) as INotebookContent;
  const blank = cells.map(({ cell_type, id, metadata, source }) => ({
    ...{ cell_type, metadata, source: [source].flat().join("") },
    ...(typeof id === "string" ? { id } : {}),
  }));
  return { skeleton: readSkeleton(await readLab(root, id)), blank };
}

/** Lines between START and END, or `undefined` for the blank's. */
type Answer = readonly string[] | undefined;
/** One exercise's answer in the solution's place. */
type AnswerOf = (exercise: string, solution: readonly string[]) => Answer;

/** Fills a lab's blank notebook and scripts with answers. */
export function fillBlank({ skeleton, blank }: HandOut, answerOf: AnswerOf): Work {
  const answers = new Map(
    [...skeleton.cells, ...skeleton.scripts].map(({ id, slots }) => [
      id,
      slots.map(({ exercise, solution }) => answerOf(exercise, solution)),
    ]),
  );
  const fill = ({ id, lines, slots }: SkeletonText): string => {
    const bodies = slots.map(({ stub }, n) => answers.get(id)?.[n] ?? stub);
    return replaceRegionBodies(lines, bodies).join("\n");
  };
  const filled = new Map(skeleton.cells.filter(({ slots }) => slots.length > 0).map((text) => [text.id, fill(text)]));
  return {
    skeleton,
    blank,
    answers,
    cells: blank.map((cell) => ({ ...cell, source: filled.get(cell.id ?? "") ?? cell.source })),
    scripts: new Map(skeleton.scripts.map((text) => [text.id, fill(text)])),
  };
}
