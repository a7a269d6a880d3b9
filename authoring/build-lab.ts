import { getFolder, parseLab, splitScriptLines, type LabSource, type ParsedLab, type SourceScript } from "./lab-source";
import type { SourceCell } from "./percent";
import { ENGLISH_WORDS } from "./folds";
import { listRegions } from "./markers";
import { buildNotebook, formatNotebook } from "./notebook";
import {
  collectSolutions,
  createLearnerPasses,
  run,
  redirectScripts,
  solutionPasses,
  getSolutionScriptPath,
  type NotebookOptions,
} from "./passes";
import { refuse } from "./problems";
import { relocateImports } from "./relocate";
import { translateLab, type Translation } from "./translation";
import { validate } from "./validate";
import { createLearnerView, createSolutionView } from "./views";

/** A file that is generated from a lab's source. */
export interface GeneratedFile {
  /** Path in the project, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** All files that are generated from a lab; the solution notebook has no outputs, since it has not been run. */
export interface BuiltLab {
  /** The learner's notebook first, then the scripts. */
  readonly learner: readonly GeneratedFile[];
  readonly solutionScripts: readonly GeneratedFile[];
  readonly solutionNotebook: { readonly path: string; readonly cells: readonly SourceCell[] };
}

/**
 * Builds a lab: a pure function of its source.
 *
 * @param options which parts the learner's notebook has, all by default, and its language
 * @throws CourseError naming file and line of every problem, also of the translation
 */
export function buildLab(
  source: LabSource,
  { translation, ...options }: NotebookOptions & { readonly translation?: Translation | undefined } = {},
): BuiltLab {
  const lab = parseLab(source);
  refuse(validate(lab));
  const translated = translation === undefined ? undefined : translate(lab, translation);
  const learnerLab = translated?.lab ?? lab;
  const cells = run(createLearnerPasses({ ...options, ...(translated && { words: translated.words }) }), learnerLab);
  const solutions = options.solutions === "none" ? {} : collectSolutions(learnerLab);
  return {
    learner: [
      {
        path: getLearnerNotebookPath(source.id),
        text: formatNotebook(buildNotebook(cells, new Map(), { language: translation?.language, solutions })),
      },
      ...source.scripts.map((script) => buildLearnerScript(script, lab)),
    ],
    solutionScripts: source.scripts.map((script) => buildSolutionScript(script, lab)),
    solutionNotebook: { path: getSolutionNotebookPath(source.id), cells: run(solutionPasses, lab) },
  };
}

/** The lab in another language: the code cells are those of the English one. */
function translate(lab: ParsedLab, translation: Translation) {
  const glossary = run(createLearnerPasses({}), lab).find(({ id }) => id === "glossary")?.lines ?? [];
  return translateLab(lab, translation, { glossary, words: ENGLISH_WORDS });
}

/** The path of a lab's learner notebook: `notebooks/01-streaming-ingestion.ipynb` */
export function getLearnerNotebookPath(lab: string): string {
  return `notebooks/${lab}.ipynb`;
}

/** The path of a lab's solution notebook: `solutions/01-streaming-ingestion_Solution.ipynb` */
export function getSolutionNotebookPath(lab: string): string {
  return `solutions/${lab}_Solution.ipynb`;
}

function buildLearnerScript(script: SourceScript, lab: ParsedLab): GeneratedFile {
  const lines = splitScriptLines(script);
  const text = createLearnerView(lines, listRegions(lines)).join("\n");
  const move = {
    from: getFolder(script.file),
    to: getFolder(script.path),
    instead: redirectScripts(lab, ({ path }) => path),
  };
  return { path: script.path, text: relocateImports(text, move) };
}

function buildSolutionScript(script: SourceScript, lab: ParsedLab): GeneratedFile {
  const lines = splitScriptLines(script);
  const path = getSolutionScriptPath(script.path);
  const text = createSolutionView(lines, listRegions(lines)).join("\n");
  const move = {
    from: getFolder(script.file),
    to: getFolder(path),
    instead: redirectScripts(lab, (created) => getSolutionScriptPath(created.path)),
  };
  return { path, text: relocateImports(text, move) };
}
