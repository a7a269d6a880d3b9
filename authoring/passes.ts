import type { ParsedLab } from "./lab-source";
import type { SourceCell } from "./percent";
import type { Move } from "./relocate";
import { folderOf } from "./lab-source";
import { withoutSolutions, withSolutions } from "./folds";
import { withGlossary } from "./glossary";
import { regionsOf } from "./markers";
import { relocateImports, relocateLinks } from "./relocate";
import { learnerView, solutionView } from "./views";

/** One small change to the cells of a valid lab. */
export type Pass = (cells: readonly SourceCell[], lab: ParsedLab) => readonly SourceCell[];

/**
 * What makes a learner's notebook of the source.
 *
 * The links are rewritten after the folds are open, so that a fold may not hold a link unseen; cells that the passes leave without a
 * line are dropped last.
 */
export const learnerPasses = (solutions: "folded" | "none"): readonly Pass[] => [
  markdown((lines, { exercises }) =>
    solutions === "folded" ? withSolutions(lines, exercises) : withoutSolutions(lines),
  ),
  (cells, { source }) => withGlossary(cells, source.glossary ?? []),
  code((lines) => learnerView(lines, regionsOf(lines))),
  importsFromRoot(({ path }) => path),
  linksFromNotebook("notebooks"),
  ...(solutions === "none" ? [withoutChecks] : []),
  withoutEmptyCells,
];

/** What makes the solution notebook, before it is run; in the order of `learnerPasses`. */
export const solutionPasses: readonly Pass[] = [
  markdown((lines) => withoutSolutions(lines)),
  (cells, { source }) => withGlossary(cells, source.glossary ?? []),
  code((lines) => solutionView(lines, regionsOf(lines))),
  importsFromRoot(({ path }) => solutionScript(path)),
  startsOwnScripts,
  linksFromNotebook("solutions"),
  withoutEmptyCells,
];

/** Applies passes in their order. */
export function run(passes: readonly Pass[], lab: ParsedLab): readonly SourceCell[] {
  return passes.reduce((cells, pass) => pass(cells, lab), lab.cells);
}

/** `src/etl/consumer.ts` → `solutions/src/etl/consumer_Solution.ts`; a path without extension keeps none. */
export function solutionScript(path: string): string {
  return `solutions/${path.replace(/(\.ts)?$/, "_Solution$1")}`;
}

/**
 * Sends an import of a script's source to the script that is made of it.
 *
 * @param made where the learner's or the solution's script goes
 */
export function scriptsInstead(
  lab: ParsedLab,
  made: (script: { path: string }) => string,
): NonNullable<Move["instead"]> {
  const places = new Map(
    lab.source.scripts.map((script) => [withoutExtension(script.file), withoutExtension(made(script))]),
  );
  return (path) => places.get(path) ?? path;
}

/** What the lines of a cell become. */
type Change = (lines: readonly string[], lab: ParsedLab, cell: SourceCell) => string[];

function markdown(change: Change): Pass {
  return (cells, lab) =>
    cells.map((cell) => (cell.kind === "markdown" ? { ...cell, lines: change(cell.lines, lab, cell) } : cell));
}

function code(change: Change): Pass {
  return (cells, lab) =>
    cells.map((cell) => (cell.kind === "code" ? { ...cell, lines: change(cell.lines, lab, cell) } : cell));
}

/** The kernel runs at the project's root, wherever the notebook is. */
function importsFromRoot(made: (script: { path: string }) => string): Pass {
  return code((lines, lab, { file }) => {
    const move = { from: folderOf(file), to: "", instead: scriptsInstead(lab, made) };
    return relocateImports(lines.join("\n"), move).split("\n");
  });
}

/** Where a cell starts a script by its path, as in `startScript("src/etl/consumer.ts")`, the solution starts its own. */
function startsOwnScripts(cells: readonly SourceCell[], lab: ParsedLab): readonly SourceCell[] {
  const paths = lab.source.scripts.map(({ path }) => path);
  return code((lines) => lines.map((line) => withSolutionScripts(line, paths)))(cells, lab);
}

/** Code that names these scripts of learners, with the solution's in their place. */
export function withSolutionScripts(text: string, paths: readonly string[]): string {
  return paths.reduce(
    (rest, path) =>
      rest.replace(new RegExp(`(?<![\\w./-])${path.replaceAll(".", "\\.")}(?![\\w/-])`, "g"), solutionScript(path)),
    text,
  );
}

/** JupyterLab looks for images beside the notebook. */
function linksFromNotebook(folder: string): Pass {
  return markdown((lines, _lab, { file }) =>
    relocateLinks(lines.join("\n"), { from: folderOf(file), to: folder }).split("\n"),
  );
}

/** A class's copy is without the grader: a cell that calls it could only fail. */
function withoutChecks(cells: readonly SourceCell[]): readonly SourceCell[] {
  return cells.filter(({ tags }) => !tags.includes("check"));
}

function withoutEmptyCells(cells: readonly SourceCell[]): readonly SourceCell[] {
  return cells.filter(({ lines }) => lines.some((line) => line.trim() !== ""));
}

/** A script as imports name it. */
export const withoutExtension = (path: string) => path.replace(/\.ts$/, "");
