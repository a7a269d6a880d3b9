import { SubmissionProblem } from "./submission";

/** A code cell of a submitted notebook. `lines` without line feeds. */
export interface SubmittedCell {
  readonly id?: string;
  readonly exercise?: string;
  readonly lines: readonly string[];
}

/**
 * Reads the code cells of a submitted notebook (nbformat 4), in its order. Outputs are never looked at.
 *
 * @throws SubmissionProblem (unreadable) if the text is no notebook of that format
 */
export function readNotebook(text: string): SubmittedCell[] {
  const notebook = parse(text);
  if (member(notebook, "nbformat") !== 4) {
    throw new SubmissionProblem("unreadable", "The notebook is not in format 4. Open it in JupyterLab and save it again.");
  }
  const cells = member(notebook, "cells");
  if (!Array.isArray(cells)) throw new SubmissionProblem("unreadable", "The notebook has no list of cells.");
  return cells.filter((cell) => member(cell, "cell_type") === "code").map(toCell);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw Object.assign(new SubmissionProblem("unreadable", "The notebook is not valid JSON."), { cause });
  }
}

function toCell(cell: unknown): SubmittedCell {
  const id = member(cell, "id");
  const exercise = member(member(member(cell, "metadata"), "labs"), "exercise");
  return {
    lines: sourceOf(cell).split(/\r?\n/),
    ...(typeof id === "string" ? { id } : {}),
    ...(typeof exercise === "string" ? { exercise } : {}),
  };
}

function sourceOf(cell: unknown): string {
  const source = member(cell, "source");
  if (typeof source === "string") return source;
  if (Array.isArray(source)) return source.filter((line) => typeof line === "string").join("");
  throw new SubmissionProblem("unreadable", "A cell of the notebook has no source.");
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
}
