import { folderOf, type ParsedLab } from "./lab-source";
import type { SourceCell } from "./percent";
import { relocateImports, relocateLinks, type Move } from "./relocate";
import { withoutDirectives, withSolutions, type Directive } from "./folds";
import { withGlossary } from "./glossary";
import { regionsOf } from "./markers";
import { learnerView, solutionView } from "./views";

/** One small change to the cells of a valid lab. */
type Pass = (cells: readonly SourceCell[], lab: ParsedLab) => readonly SourceCell[];

/** The parts of a learner's notebook that a class's copy may be without. */
export interface NotebookParts {
  /** The folded solutions, with what the text says about them. */
  readonly solutions?: "folded" | "none";
  /** The cells that check an exercise, with what the text says about them. */
  readonly checks?: "included" | "none";
}

/**
 * The passes that make a learner's notebook from the source.
 *
 * Links are rewritten after the folded solutions are inserted, so that links in them are rewritten too; cells without
 * lines are dropped last.
 */
export const learnerPasses = ({ solutions = "folded", checks = "included" }: NotebookParts): readonly Pass[] => [
  ...(solutions === "folded" ? [markdown((lines, { exercises }) => withSolutions(lines, exercises))] : []),
  markdown((lines) =>
    withoutDirectives(lines, { conditions: conditionsOf({ solutions, checks }), reasons: "left out" }),
  ),
  (cells, { source }) => withGlossary(cells, source.glossary ?? []),
  code((lines) => learnerView(lines, regionsOf(lines))),
  importsFromRoot(({ path }) => path),
  linksFromNotebook("notebooks"),
  ...(checks === "none" ? [withoutChecks] : []),
  withoutEmptyCells,
];

const conditionsOf = ({ solutions, checks }: NotebookParts): Directive[] => [
  ...(solutions === "folded" ? (["with solutions"] as const) : []),
  ...(checks === "included" ? (["with checks"] as const) : []),
];

/** The passes that make the solution notebook, before it is run; in the same order as `learnerPasses`. */
export const solutionPasses: readonly Pass[] = [
  markdown((lines) => withoutDirectives(lines, { conditions: [], reasons: "kept" })),
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
 * Rewrites an import of a script's source to import the script that is generated from it.
 *
 * @param made the path of the learner's or the solution's script
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

/** Gives the new lines of a cell. */
type Change = (lines: readonly string[], lab: ParsedLab, cell: SourceCell) => string[];

function markdown(change: Change): Pass {
  return (cells, lab) =>
    cells.map((cell) => (cell.kind === "markdown" ? { ...cell, lines: change(cell.lines, lab, cell) } : cell));
}

function code(change: Change): Pass {
  return (cells, lab) =>
    cells.map((cell) => (cell.kind === "code" ? { ...cell, lines: change(cell.lines, lab, cell) } : cell));
}

/** Makes imports relative to the project's root, where the kernel runs, wherever the notebook is. */
function importsFromRoot(made: (script: { path: string }) => string): Pass {
  return code((lines, lab, { file }) => {
    const move = { from: folderOf(file), to: "", instead: scriptsInstead(lab, made) };
    return relocateImports(lines.join("\n"), move).split("\n");
  });
}

/**
 * In cells that start a script by its path, as in `startScript("src/etl/consumer.ts")`, replaces the path by that of
 * the solution's script.
 */
function startsOwnScripts(cells: readonly SourceCell[], lab: ParsedLab): readonly SourceCell[] {
  const paths = lab.source.scripts.map(({ path }) => path);
  return code((lines) => lines.map((line) => withSolutionScripts(line, paths)))(cells, lab);
}

/** Code in which the paths of these learners' scripts are replaced by those of the solution's scripts. */
export function withSolutionScripts(text: string, paths: readonly string[]): string {
  return paths.reduce(
    (rest, path) =>
      rest.replace(new RegExp(`(?<![\\w./-])${path.replaceAll(".", "\\.")}(?![\\w/-])`, "g"), solutionScript(path)),
    text,
  );
}

/** Makes links and images relative to the notebook's folder, where JupyterLab looks for them. */
function linksFromNotebook(folder: string): Pass {
  return markdown((lines, _lab, { file }) =>
    relocateLinks(lines.join("\n"), { from: folderOf(file), to: folder }).split("\n"),
  );
}

/** Drops cells with the tag `check`, which call the grader, for a copy without it. */
function withoutChecks(cells: readonly SourceCell[]): readonly SourceCell[] {
  return cells.filter(({ tags }) => !tags.includes("check"));
}

function withoutEmptyCells(cells: readonly SourceCell[]): readonly SourceCell[] {
  return cells.filter(({ lines }) => lines.some((line) => line.trim() !== ""));
}

/** A script's path as imports write it. */
export const withoutExtension = (path: string) => path.replace(/\.ts$/, "");
