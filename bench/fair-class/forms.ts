import { basename } from "node:path";
import { strToU8, zipSync } from "fflate";
import { listRegions, replaceRegionBodies } from "../../authoring/index";
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
}

/** The submitted files, by path. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A notebook in format 4.5; `more` replaces its parts. */
function formatNotebook(cells: readonly NotebookCell[], more: Readonly<Record<string, unknown>> = {}): string {
  const whole = cells.map((cell) =>
    cell.cell_type === "code" ? { outputs: [], execution_count: null, ...cell } : cell,
  );
  return JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: whole, ...more }, null, 1);
}

/** The files of a work, under the names that the lab gives them. */
function toFiles({ skeleton, cells, scripts }: Work, more: Readonly<Record<string, unknown>> = {}): Files {
  return { [basename(skeleton.notebook)]: formatNotebook(cells, more), ...Object.fromEntries(scripts) };
}

const isExercise = ({ metadata }: NotebookCell): boolean => metadata["labs"] !== undefined;
const isMarker = (line: string): boolean => /### (START|END) CODE/.test(line);
const removeIdentity = (cell: NotebookCell): NotebookCell => ({ ...cell, id: undefined, metadata: {} });
const createCode = (source: string): NotebookCell => ({ cell_type: "code", metadata: {}, source });
const writeEach = (work: Work, change: (source: string) => string): Work => ({
  ...work,
  cells: work.cells.map((cell) => (isExercise(cell) ? { ...cell, source: change(cell.source) } : cell)),
});
const writeLines = (work: Work, change: (line: string) => readonly string[]): Work =>
  writeEach(work, (source) => source.split("\n").flatMap(change).join("\n"));
const writeScripts = (work: Work, change: (source: string) => string): Work => ({
  ...work,
  scripts: new Map([...work.scripts].map(([path, source]) => [path, change(source)])),
});
/** Replaces each exercise's cell by others. */
const replaceEach = (work: Work, replace: (cell: NotebookCell) => readonly NotebookCell[]): Work => ({
  ...work,
  cells: work.cells.flatMap((cell) => (isExercise(cell) ? replace(cell) : [cell])),
});
const renameFiles = (files: Files, rename: (path: string) => string): Files =>
  Object.fromEntries(Object.entries(files).map(([path, content]) => [rename(path), content]));
const toBytes = (files: Files): Record<string, Uint8Array> =>
  Object.fromEntries(Object.entries(files).map(([path, content]) => [path, Buffer.from(content)]));

/** Cuts a cell in two at its middle line, as JupyterLab's Ctrl+Shift+Minus does. */
function splitCell(cell: NotebookCell, keepsMetadata: boolean): NotebookCell[] {
  const lines = cell.source.split("\n");
  const at = Math.floor(lines.length / 2);
  const rest = { ...cell, source: lines.slice(at).join("\n"), id: `${cell.id ?? ""}-2` };
  const parts = [{ ...cell, source: lines.slice(0, at).join("\n") }, keepsMetadata ? rest : { ...rest, metadata: {} }];
  return at === 0 ? [cell] : parts;
}

/** The cell with its answer in another place, if it has one region at its top level and nothing after it; `undefined` otherwise. */
function findAnswer({ skeleton, blank }: Work, cell: NotebookCell): { stub: NotebookCell; answer: string } | undefined {
  const text = skeleton.cells.find(({ id }) => id === cell.id);
  const stub = blank.find(({ id }) => id === cell.id);
  const region = text && listRegions(text.lines)[0];
  if (!stub || !region || text.slots.length !== 1 || /^\s/.test(text.lines[region.start] ?? "")) return undefined;
  if (region.end < text.lines.length - 1) return undefined;
  const lines = cell.source.split("\n");
  const [start, end] = [0, 1].map((n) => lines.indexOf(lines.filter(isMarker)[n] ?? ""));
  return { stub, answer: lines.slice((start ?? 0) + 1, end).join("\n") };
}

/** For each lab a name that it gives, and what a learner calls it. */
const CHANGED_NAMES: Readonly<Record<string, readonly [string, string]>> = {
  "01": ["ACCOUNT_ID", "myAccount"],
  "02": ["PARTITION_KEYS", "partitionKeys"],
  "03": ["STREAM_ARN", "streamArn"],
  "04": ["OUTPUT_STREAM", "outputStream"],
  "05": ["HOT_HASH", "hotHash"],
};

/** How learners hand in their work, from the tidy way to the messy ones that teachers have seen. */
export const FORMS = {
  folder: (work: Work): Files => toFiles(work),
  zip: (work: Work): Files => ({ ".zip": zipSync(toBytes(toFiles(work))) }),
  "zip in a zip": (work: Work): Files => ({
    ".zip": zipSync({ "my lab.zip": zipSync(toBytes(toFiles(work))) }),
  }),
  "pasted into a new notebook": (work: Work): Files =>
    toFiles({ ...work, cells: work.cells.filter(isExercise).map(removeIdentity) }),
  "pasted into one cell": (work: Work): Files =>
    toFiles({
      ...work,
      cells: [
        createCode(
          work.cells
            .filter(isExercise)
            .map(({ source }) => source)
            .join("\n\n"),
        ),
      ],
    }),
  "cells split, metadata kept": (work: Work): Files => toFiles(replaceEach(work, (cell) => splitCell(cell, true))),
  "cells split, metadata lost": (work: Work): Files => toFiles(replaceEach(work, (cell) => splitCell(cell, false))),
  "files called (1)": (work: Work): Files => renameFiles(toFiles(work), addToName("(1)")),
  "files called (final)": (work: Work): Files => renameFiles(toFiles(work), addToName(" (final)")),
  "files called .txt": (work: Work): Files => renameFiles(toFiles(work), (path) => `${basename(path)}.txt`),
  "without ids": (work: Work): Files =>
    toFiles({ ...work, cells: work.cells.map(removeIdentity) }, { nbformat_minor: 4 }),
  "answers below END": (work: Work): Files =>
    toFiles(
      replaceEach(work, (cell) => {
        const found = findAnswer(work, cell);
        return [found ? { ...found.stub, source: `${found.stub.source}\n${found.answer}` } : cell];
      }),
    ),
  "answers in cells of their own": (work: Work): Files =>
    toFiles(
      replaceEach(work, (cell) => {
        const found = findAnswer(work, cell);
        return found ? [found.stub, createCode(found.answer)] : [cell];
      }),
    ),
  "without START and END": (work: Work): Files => {
    const removeMarkers = (text: string): string =>
      text
        .split("\n")
        .filter((line) => !isMarker(line))
        .join("\n");
    return toFiles(writeScripts(writeEach(work, removeMarkers), removeMarkers));
  },
  "with cells of their own": (work: Work): Files =>
    toFiles(
      replaceEach(work, (cell) => [
        createCode('console.log("before");\nconst myTry = 1;'),
        cell,
        createCode("// look at it\nawait listResources();\nfoo("),
        { cell_type: "markdown", metadata: {}, source: "Is this ok?" },
      ]),
    ),
  "typos in given comments": (work: Work): Files =>
    toFiles(writeLines(work, (line) => [!isMarker(line) && /^\s*\/\//.test(line) ? line.replaceAll("e", "ee") : line])),
  "many comments": (work: Work): Files =>
    toFiles(
      writeEach(work, (source) =>
        [
          "// My solution:",
          "/* several",
          "   lines */",
          source.replace(/^.*START CODE.*$/m, "$&\n// ### not END"),
          "// the end",
        ].join("\n"),
      ),
    ),
  "another layout": (work: Work): Files =>
    toFiles(writeLines(work, (line) => [isMarker(line) ? line.trim() : line.replace(/^ +/, "$&$&").replace(/;$/, "")])),
  "Windows line ends": (work: Work): Files => {
    const toWindows = (text: string): string => text.replaceAll("\n", "\r\n");
    return toFiles(writeScripts(writeEach(work, toWindows), toWindows));
  },
  tabs: (work: Work): Files => {
    const toTabs = (text: string): string => text.replace(/^(?: {2})+/gm, (spaces) => "\t".repeat(spaces.length / 2));
    return toFiles(writeScripts(writeEach(work, toTabs), toTabs));
  },
  "byte order marks": (work: Work): Files =>
    Object.fromEntries(Object.entries(toFiles(work)).map(([path, text]) => [path, `\uFEFF${String(text)}`])),
  "saved by Colab": (work: Work): Files =>
    toFiles(
      {
        ...work,
        cells: work.cells.map((cell, n) => ({ ...removeIdentity(cell), metadata: { id: `aB3${n}`, colab: {} } })),
      },
      {
        nbformat_minor: 0,
        metadata: { colab: { provenance: [] }, kernelspec: { name: "python3", display_name: "Python 3" } },
      },
    ),
  "with outputs": (work: Work): Files => {
    const outputs = [{ output_type: "stream", name: "stdout", text: ["x".repeat(5000)] }];
    return toFiles({
      ...work,
      cells: work.cells.map((cell) => (cell.cell_type === "code" ? { ...cell, outputs, execution_count: 3 } : cell)),
    });
  },
  "blank cells left above": (work: Work): Files =>
    toFiles(
      replaceEach(work, (cell) => {
        const stub = work.blank.find(({ id }) => id === cell.id);
        return stub ? [{ ...stub, id: `${stub.id ?? ""}-0` }, cell] : [cell];
      }),
    ),
  "exercises moved to the end, reversed": (work: Work): Files => {
    const exercises = work.cells.filter(isExercise).reverse();
    return toFiles({ ...work, cells: [...work.cells.filter((cell) => !isExercise(cell)), ...exercises] });
  },
  "a name changed everywhere": (work: Work): Files => {
    const [name = "", other = ""] = CHANGED_NAMES[work.skeleton.lab.slice(0, 2)] ?? [];
    const rename = (cell: NotebookCell): NotebookCell =>
      cell.cell_type === "code"
        ? { ...cell, source: cell.source.replace(new RegExp(`\\b${name}\\b`, "g"), other) }
        : cell;
    return toFiles({ ...work, cells: work.cells.map(rename) });
  },
  "a helper in a cell of its own": (work: Work): Files =>
    toFiles({
      ...work,
      cells: [
        ...work.cells.slice(0, 4),
        createCode("const makeTwice = (streamName: string) => createKinesisDataStream({ streamName, shardCount: 2 });"),
        ...work.cells.slice(4),
      ],
    }),
  /** The first exercise's cell doesn't run: its marks are lost, and no others. */
  "a syntax error below the first answer": (work: Work): Files => {
    const first = work.cells.find(isExercise);
    return toFiles(replaceEach(work, (cell) => [cell === first ? { ...cell, source: `${cell.source}\noops(` } : cell]));
  },
  "an empty file": (): Files => ({ ".ipynb": "" }),
  "a PDF": (): Files => ({ ".pdf": "%PDF-1.7\n1 0 obj\n" }),
  "a notebook without cells": (): Files => ({ ".ipynb": formatNotebook([]) }),
} as const;

export type Form = keyof typeof FORMS;

const addToName =
  (addition: string) =>
  (path: string): string =>
    basename(path).replace(/(\.\w+)$/, `${addition}$1`);

/** One exercise's answer in the solution's place: lines between START and END, or `undefined` for the blank's. */
export type AnswerOf = (exercise: string, solution: readonly string[]) => readonly string[] | undefined;

/** Fills a lab's blank notebook and scripts with answers. */
export function fillBlank(skeleton: Skeleton, blank: readonly NotebookCell[], answerOf: AnswerOf): Work {
  const fill = (text: SkeletonText): string =>
    replaceRegionBodies(
      text.lines,
      listRegions(text.lines),
      text.slots.map(({ exercise, solution, stub }) => answerOf(exercise, solution) ?? stub),
    ).join("\n");
  const filled = new Map(skeleton.cells.filter(({ slots }) => slots.length > 0).map((text) => [text.id, fill(text)]));
  return {
    skeleton,
    blank,
    cells: blank.map((cell) => ({ ...cell, source: filled.get(cell.id ?? "") ?? cell.source })),
    scripts: new Map(skeleton.scripts.map((text) => [text.id, fill(text)])),
  };
}

/** The paths and bytes of a hand-in: a form's files in the learner's folder, or one file with the learner's name. */
export function toHandIn(who: string, files: Files): Record<string, Uint8Array> {
  return Object.fromEntries(
    Object.entries(files).map(([path, content]) => [
      path.startsWith(".") ? `${who}${path}` : `${who}/${path}`,
      typeof content === "string" ? strToU8(content) : content,
    ]),
  );
}
