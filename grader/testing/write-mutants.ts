import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { GradeResults } from "../reports/results";
import type { HandedOutCell, Mutant } from "./mutator";

/** Writes submissions into a folder, as a class hands them in. */
export function writeMutants(folder: string, mutants: readonly Mutant[]): void {
  for (const [path, bytes] of mutants.flatMap(({ files }) => Object.entries(files))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}

/** The expected rows, one for each submission: `learner-0007 graded 99-plain.square=1 …`. */
export function formatExpectedRows(mutants: readonly Mutant[]): string[] {
  return mutants.map(({ id, status, scores }) => formatRow(id, status, scores));
}

export function formatRows({ submissions }: GradeResults): string[] {
  return submissions.map(({ id, status, exercises }) =>
    formatRow(id, status, Object.fromEntries(exercises.map((exercise) => [exercise.id, exercise.score]))),
  );
}

function formatRow(id: string, status: string, scores: Readonly<Record<string, number>>): string {
  return [
    id,
    status,
    ...Object.entries(scores)
      .sort()
      .map(([exercise, score]) => `${exercise}=${score}`),
  ].join(" ");
}

/** The code cells of a notebook file. */
export function parseCells(notebook: string): HandedOutCell[] {
  const { cells } = JSON.parse(notebook) as {
    cells: { id: string; cell_type: string; source: string | string[]; metadata: { labs?: { exercise?: string } } }[];
  };
  return cells
    .filter(({ cell_type }) => cell_type === "code")
    .map(({ id, source, metadata }) => ({
      id,
      source: [source].flat().join(""),
      ...(metadata.labs?.exercise === undefined ? {} : { exercise: metadata.labs.exercise }),
    }));
}
