import { getFolder, type ParsedLab } from "./lab-source";
import type { SourceCell } from "./percent";
import { relocateImports, relocateLinks, type Move } from "./relocate";
import {
  ENGLISH_WORDS,
  createSolutions,
  insertHints,
  removeDirectives,
  type Directive,
  type NotebookWords,
} from "./folds";
import { addGlossary } from "./glossary";
import { listRegions } from "./markers";
import { createLearnerView, createSolutionView } from "./views";

/** One small change to the cells of a valid lab. */
type Pass = (cells: readonly SourceCell[], lab: ParsedLab) => readonly SourceCell[];

/** The parts of a learner's notebook that a class's copy may be without. */
export interface NotebookOptions {
  /** The solutions, with what the text says about them. */
  readonly solutions?: "included" | "none";
  /** The cells that check an exercise, with what the text says about them. */
  readonly checks?: "included" | "none";
  /** For a translated lab, whose glossary is translated as well. */
  readonly words?: NotebookWords;
}

/** The passes that make a learner's notebook from the source. Cells without lines are dropped last. */
export const createLearnerPasses = ({
  solutions = "included",
  checks = "included",
  words,
}: NotebookOptions): readonly Pass[] => [
  changeMarkdown((lines) => insertHints(lines, words ?? ENGLISH_WORDS)),
  changeMarkdown((lines) =>
    removeDirectives(lines, { conditions: listConditions({ solutions, checks }), reasons: "left out" }),
  ),
  ...(words === undefined ? [insertGlossary] : []),
  changeCode((lines) => createLearnerView(lines, listRegions(lines))),
  createImportsPass(({ path }) => path),
  createLinksPass("notebooks"),
  ...(checks === "none" ? [removeChecks] : []),
  removeEmptyCells,
];

/** The solutions of a lab's exercises for its learner's notebook, as Markdown, by the exercise's id. */
export function collectSolutions(lab: ParsedLab): Readonly<Record<string, string>> {
  const texts = lab.cells.filter(({ kind }) => kind === "markdown");
  const instead = redirectScripts(lab, ({ path }) => path);
  const relocate = (code: string, file: string): string => {
    const script = lab.source.scripts.find((item) => item.file === file);
    return relocateImports(code, { from: getFolder(file), to: script ? getFolder(script.path) : "", instead });
  };
  return Object.assign(
    {},
    ...texts.map(({ lines, file }) =>
      createSolutions(linkFrom("notebooks", lines, file), { exercises: lab.exercises, relocate }),
    ),
  );
}

function insertGlossary(cells: readonly SourceCell[], { source }: ParsedLab): readonly SourceCell[] {
  return addGlossary(cells, source.glossary ?? []);
}

const listConditions = ({ solutions, checks }: NotebookOptions): Directive[] => [
  ...(solutions === "included" ? (["with solutions"] as const) : []),
  ...(checks === "included" ? (["with checks"] as const) : []),
];

/** The passes that make the solution notebook, before it is run; in the same order as `createLearnerPasses`. */
export const solutionPasses: readonly Pass[] = [
  changeMarkdown((lines) => removeDirectives(lines, { conditions: [], reasons: "kept" })),
  insertGlossary,
  changeCode((lines) => createSolutionView(lines, listRegions(lines))),
  createImportsPass(({ path }) => getSolutionScriptPath(path)),
  startSolutionScripts,
  createLinksPass("solutions"),
  removeEmptyCells,
];

/** Applies passes in their order. */
export function run(passes: readonly Pass[], lab: ParsedLab): readonly SourceCell[] {
  return passes.reduce((cells, pass) => pass(cells, lab), lab.cells);
}

/** `src/etl/consumer.ts` → `solutions/src/etl/consumer_Solution.ts`; a path without extension keeps none. */
export function getSolutionScriptPath(path: string): string {
  return `solutions/${path.replace(/(\.ts)?$/, "_Solution$1")}`;
}

/**
 * Rewrites an import of a script's source to import the script that is generated from it.
 *
 * @param created the path of the learner's or the solution's script
 */
export function redirectScripts(
  lab: ParsedLab,
  created: (script: { path: string }) => string,
): NonNullable<Move["instead"]> {
  const locations = new Map(
    lab.source.scripts.map((script) => [removeExtension(script.file), removeExtension(created(script))]),
  );
  return (path) => locations.get(path) ?? path;
}

/** Returns the new lines of a cell. */
type Change = (lines: readonly string[], lab: ParsedLab, cell: SourceCell) => string[];

function changeMarkdown(change: Change): Pass {
  return (cells, lab) =>
    cells.map((cell) => (cell.kind === "markdown" ? { ...cell, lines: change(cell.lines, lab, cell) } : cell));
}

function changeCode(change: Change): Pass {
  return (cells, lab) =>
    cells.map((cell) => (cell.kind === "code" ? { ...cell, lines: change(cell.lines, lab, cell) } : cell));
}

/** Makes imports relative to the project's root, where the kernel runs, wherever the notebook is. */
function createImportsPass(created: (script: { path: string }) => string): Pass {
  return changeCode((lines, lab, { file }) => {
    const move = { from: getFolder(file), to: "", instead: redirectScripts(lab, created) };
    return relocateImports(lines.join("\n"), move).split("\n");
  });
}

/**
 * In cells that start a script by its path, as in `startScript("src/etl/consumer.ts")`, replaces the path by that of
 * the solution's script.
 */
function startSolutionScripts(cells: readonly SourceCell[], lab: ParsedLab): readonly SourceCell[] {
  const paths = lab.source.scripts.map(({ path }) => path);
  return changeCode((lines) => lines.map((line) => useSolutionScripts(line, paths)))(cells, lab);
}

/** Code in which the paths of these learners' scripts are replaced by those of the solution's scripts. */
export function useSolutionScripts(text: string, paths: readonly string[]): string {
  return paths.reduce(
    (rest, path) =>
      rest.replace(
        new RegExp(`(?<![\\w./-])${path.replaceAll(".", "\\.")}(?![\\w/-])`, "g"),
        getSolutionScriptPath(path),
      ),
    text,
  );
}

/** Makes links and images relative to the notebook's folder, where JupyterLab looks for them. */
function createLinksPass(folder: string): Pass {
  return changeMarkdown((lines, _lab, { file }) => linkFrom(folder, lines, file));
}

const linkFrom = (folder: string, lines: readonly string[], file: string): string[] =>
  relocateLinks(lines.join("\n"), { from: getFolder(file), to: folder }).split("\n");

/** Drops cells with the tag `check`, which call the grader, for a copy without it. */
function removeChecks(cells: readonly SourceCell[]): readonly SourceCell[] {
  return cells.filter(({ tags }) => !tags.includes("check"));
}

function removeEmptyCells(cells: readonly SourceCell[]): readonly SourceCell[] {
  return cells.filter(({ lines }) => lines.some((line) => line.trim() !== ""));
}

/** A script's path as imports write it. */
export const removeExtension = (path: string) => path.replace(/\.ts$/, "");
