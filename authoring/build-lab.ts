import { folderOf, parseLab, scriptLines, type LabSource, type ParsedLab, type SourceScript } from "./lab-source";
import type { SourceCell } from "./percent";
import { regionsOf } from "./markers";
import { buildNotebook, notebookText } from "./notebook";
import { learnerPasses, run, scriptsInstead, solutionPasses, solutionScript, type NotebookParts } from "./passes";
import { refuse } from "./problems";
import { relocateImports } from "./relocate";
import { validate } from "./validate";
import { learnerView, solutionView } from "./views";

/** A file that is generated from a lab's source. */
export interface Made {
  /** Path in the project, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** All files that are generated from a lab; the solution notebook is without outputs, since it has not been run. */
export interface BuiltLab {
  /** The learner's notebook first, then the scripts. */
  readonly learner: readonly Made[];
  readonly solutionScripts: readonly Made[];
  readonly solutionNotebook: { readonly path: string; readonly cells: readonly SourceCell[] };
}

/**
 * Builds a lab: a pure function of its source.
 *
 * @param options which parts the learner's notebook has; all, unless said otherwise
 * @throws CourseError naming file and line of every problem
 */
export function buildLab(source: LabSource, options: NotebookParts = {}): BuiltLab {
  const lab = parseLab(source);
  refuse(validate(lab));
  const cells = run(learnerPasses(options), lab);
  return {
    learner: [
      { path: learnerNotebook(source.id), text: notebookText(buildNotebook(cells)) },
      ...source.scripts.map((script) => learnerScript(script, lab)),
    ],
    solutionScripts: source.scripts.map((script) => madeSolution(script, lab)),
    solutionNotebook: { path: solutionNotebook(source.id), cells: run(solutionPasses, lab) },
  };
}

/** The path of a lab's learner notebook: `notebooks/01-streaming-ingestion.ipynb` */
export function learnerNotebook(lab: string): string {
  return `notebooks/${lab}.ipynb`;
}

/** The path of a lab's solution notebook: `solutions/01-streaming-ingestion_Solution.ipynb` */
export function solutionNotebook(lab: string): string {
  return `solutions/${lab}_Solution.ipynb`;
}

function learnerScript(script: SourceScript, lab: ParsedLab): Made {
  const lines = scriptLines(script);
  const text = learnerView(lines, regionsOf(lines)).join("\n");
  const move = {
    from: folderOf(script.file),
    to: folderOf(script.path),
    instead: scriptsInstead(lab, ({ path }) => path),
  };
  return { path: script.path, text: relocateImports(text, move) };
}

function madeSolution(script: SourceScript, lab: ParsedLab): Made {
  const lines = scriptLines(script);
  const path = solutionScript(script.path);
  const text = solutionView(lines, regionsOf(lines)).join("\n");
  const move = {
    from: folderOf(script.file),
    to: folderOf(path),
    instead: scriptsInstead(lab, (made) => solutionScript(made.path)),
  };
  return { path, text: relocateImports(text, move) };
}
