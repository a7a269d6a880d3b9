import { isBeyond } from "../core/parsed-json";
import { findConflictMarkers } from "./conflict-markers";
import { SubmissionProblem } from "./submission";

/** A code cell of a submitted notebook. `lines` are without line feeds. */
export interface SubmittedCell {
  readonly id?: string;
  readonly exercise?: string;
  /** The type of an exercise's cell that a learner has made text, by a slip of a key: `markdown` or `raw`. */
  readonly textType?: string;
  readonly lines: readonly string[];
}

/** No honest notebook has more code, and type-checking more would hold up the batch. */
const MAX_CODE_CHARACTERS = 1024 * 1024;
/** Cells of all kinds. */
const MAX_CELLS = 5_000;
/** An honest output of JSON, such as a plot, is a few levels deep and holds some ten thousand values. */
const MAX_JSON = { depth: 200, values: 2_000_000 };

/**
 * Reads the code cells of a submitted notebook, nbformat 3 to 4.5, in its order, and exercises' cells of whatever type. Outputs are not read.
 *
 * A notebook of format 3 has its cells in worksheets and their text as `input`; before 4.5 cells have no ids, so they are
 * identified by their metadata alone.
 *
 * @throws SubmissionProblem (unreadable) if the text isn't a notebook of these formats; (rejected) if the notebook holds too
 * much
 */
export function readNotebook(text: string): SubmittedCell[] {
  const notebook = parse(text);
  const format = getMember(notebook, "nbformat");
  if (format !== 3 && format !== 4) {
    throw new SubmissionProblem(
      "unreadable",
      "The notebook is not in format 3 or 4. Open it in JupyterLab and save it again.",
    );
  }
  const cells = format === 4 ? getMember(notebook, "cells") : getWorksheetCells(getMember(notebook, "worksheets"));
  if (!Array.isArray(cells)) throw new SubmissionProblem("unreadable", "The notebook has no list of cells.");
  if (cells.length === 0)
    throw new SubmissionProblem("unreadable", "The notebook has no cells: nothing was ever saved in it.");
  if (cells.length > MAX_CELLS)
    throw new SubmissionProblem("rejected", `The notebook has more than ${MAX_CELLS} cells.`);
  const name = format === 4 ? "source" : "input";
  const code = cells
    .filter((cell) => getMember(cell, "cell_type") === "code" || getExercise(cell) !== undefined)
    .map((cell: unknown) => ({ cell, text: getSource(getMember(cell, name)) }));
  assertShort(
    code.reduce((sum, { text }) => sum + text.length + 1, 0),
    "The notebook",
  );
  return code.map(({ cell, text }) => toCell(cell, text));
}

/** Another lab's notebook names so many times more exercises of that lab than of this one. */
const MAJORITY = 4;

/**
 * The other lab that a notebook belongs to, by the exercises that its cells name in their metadata or check, or else by its title; undefined
 * if most are of this lab, or none of any.
 *
 * @returns the lab's number: `02`
 */
export function findOtherLab(text: string, lab: string): string | undefined {
  // Within a cell's text, quotation marks have a backslash.
  const named = text.matchAll(/(?:"exercise":\s*"|\b(?:check|hint)\(\\")((\d\d)-[a-z\d-]+\.[a-z\d-]+)/g);
  const labs = [...new Map([...named].map(([, exercise, number = ""]) => [exercise, number])).values()];
  const countOf = (number: string) => labs.filter((other) => other === number).length;
  const [labNumber = ""] = lab.split("-");
  const [other] = [...new Set(labs)].filter((number) => number !== labNumber).sort((a, b) => countOf(b) - countOf(a));
  if (other !== undefined && countOf(other) >= MAJORITY * countOf(labNumber)) return other;
  if (hasExerciseOf(text, lab)) return undefined;
  const [, number] = /"# Lab (\d\d): /.exec(text) ?? [];
  return number === labNumber ? undefined : number;
}

/** Whether a notebook names an exercise of a lab. */
export const hasExerciseOf = (text: string, lab: string): boolean => text.includes(`"${lab}.`);

/**
 * The language of a notebook's texts, such as `de`; undefined for English. It only selects the words of the learner's feedback.
 */
export function findLanguage(text: string): string | undefined {
  // As Jupyter writes the notebook's metadata. A quotation mark within a cell's text has a backslash.
  return /"labs":\s*\{\s*"language":\s*"([a-z]{2,3})"/.exec(text)?.[1];
}

/** @throws SubmissionProblem (rejected) if a text of a submission is longer than any honest one */
export function assertShort(characters: number, subject: string): void {
  if (characters > MAX_CODE_CHARACTERS)
    throw new SubmissionProblem("rejected", `${subject} holds more than 1 MiB of code.`);
}

function parse(text: string): unknown {
  if (isBeyond(text, MAX_JSON))
    throw new SubmissionProblem(
      "rejected",
      "The notebook is nested too deeply, or contains too much other than its code.",
    );
  try {
    return JSON.parse(text);
  } catch (cause) {
    const [line] = findConflictMarkers(text.split(/\r?\n/));
    const why =
      line === undefined
        ? "The notebook is not valid JSON."
        : `The notebook is not valid JSON: git has left conflict markers in it, the first in line ${line}. To choose one of the two versions, run git checkout --ours or --theirs with its name.`;
    throw Object.assign(new SubmissionProblem("unreadable", why), { cause });
  }
}

function getWorksheetCells(worksheets: unknown): unknown[] | undefined {
  if (!Array.isArray(worksheets)) return undefined;
  return worksheets.flatMap((sheet) => {
    const cells = getMember(sheet, "cells");
    return Array.isArray(cells) ? (cells as unknown[]) : [];
  });
}

function toCell(cell: unknown, text: string): SubmittedCell {
  const id = getMember(cell, "id");
  const exercise = getExercise(cell);
  const type = getMember(cell, "cell_type");
  return {
    lines: text.split(/\r?\n/),
    ...(typeof id === "string" ? { id } : {}),
    ...(exercise === undefined ? {} : { exercise }),
    ...(type === "markdown" || type === "raw" ? { textType: type } : {}),
  };
}

function getExercise(cell: unknown): string | undefined {
  const exercise = getMember(getMember(getMember(cell, "metadata"), "labs"), "exercise");
  return typeof exercise === "string" ? exercise : undefined;
}

function getSource(source: unknown): string {
  if (typeof source === "string") return source;
  if (Array.isArray(source)) return source.filter((line) => typeof line === "string").join("");
  throw new SubmissionProblem("unreadable", "A cell of the notebook has no source.");
}

function getMember(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
