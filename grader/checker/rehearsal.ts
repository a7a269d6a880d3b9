import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { replaceRegionBodies } from "../../authoring/index";
import { bundleGrader } from "../core/bundle.mjs";
import { createChecker, type Checker, type CheckerOptions } from "./checker";
import { startCompilerProcess, type CompilerProcess } from "../compile/compiler-process";
import { getSnapshot } from "../compile/snapshot";
import { createKnownRuns, createRunStore } from "../run/known-runs";
import { createScratchFolder } from "../sandbox/scratch";
import { gradeSubmission } from "../engine/pipeline";
import { openGrader, type Grader, type Variation } from "../engine/open-grader";
import type { RunEvidence } from "../evidence/evidence";
import type { Answers } from "../merge/answers";
import type { RunSettings } from "../run/run-cells";
import { runSolution } from "../engine/solution";
import type { Skeleton, SkeletonText } from "../merge/skeleton";
import type { SubmissionResult } from "../reports/results";
import { readNotebook } from "../submission/read-notebook";
import { explainNotConfined } from "../sandbox/bubblewrap";
import { DEFAULT_LIMITS, type Limits } from "../sandbox/limits";

/** Answers by exercise: the lines between START and END. */
export type AnswerLines = Readonly<Record<string, readonly string[]>>;

/** The learner's other cells and lines in a rehearsed submission. */
export interface RehearsalExtras {
  /** The content of exercises without an answer: the solution, or the stub that was handed out. */
  readonly others: "solution" | "open";
  /** Source of the learner's own cells, placed before all others. */
  readonly cells?: readonly string[];
  /** The learner's own lines at the end of each script. */
  readonly scriptLines?: readonly string[];
}

/**
 * Limits or confinement of one submission that differ from the rehearsal's, to show that the usual ones stop an attack.
 */
export interface RehearsalVariation extends Variation {
  /** See `Grading`. */
  readonly revealsAllOutput?: boolean;
  /** Judges visible claims only, as a learner's own check does. */
  readonly visibleOnly?: boolean;
}

/** A lab's checks, tried on made-up submissions: tests of mistakes and of other right answers use it. */
export interface Rehearsal {
  readonly exercises: readonly string[];
  /** The lab's skeleton, with the stub and the solution of each region. */
  readonly skeleton: Skeleton;
  readonly isConfined: boolean;
  /** Grades such a submission; as in a batch, code that has run for it does not run for it again. */
  grade(answers: AnswerLines, extras: RehearsalExtras, held?: RehearsalVariation): Promise<SubmissionResult>;
  /** Saves such a submission as a learner's own files, and has a warm checker check them. */
  check(answers: AnswerLines, extras: RehearsalExtras, exercise?: string): Promise<SubmissionResult>;
  /** The evidence of the notebook's run when all these answers run together. */
  runForEvidence(answers: AnswerLines): Promise<RunEvidence>;
  /** Runs and judges the solution with another seed. @throws GraderFault if the solution does not earn full marks */
  judgeSolution(seed: number): Promise<void>;
  close(): Promise<void>;
}

export interface RehearsalOptions {
  /** Absolute path of the project. */
  readonly root: string;
  readonly lab: string;
  /** The folder whose `course/` holds the lab, if it is not the project's own. */
  readonly labRoot?: string;
  readonly seed?: number;
  readonly limits?: Partial<Limits>;
  /**
   * A lab from whose snapshot the compiler starts, if there is one; no snapshot is made. A lab that is opened once does not need its own,
   * and the labs import mostly the same types.
   */
  readonly startsFrom?: string | undefined;
  /** Uses no sandbox. If not given, submissions are confined where this machine can confine them. */
  readonly unsafe?: boolean;
}

/**
 * Starts one compiler for grading and checking, which reuses its result when the same answers come again. Submissions
 * are not set aside, since no other waits for a slow one.
 */
function startCompiler(
  programs: Awaited<ReturnType<typeof bundleGrader>>,
  { limits, startsFrom, ...where }: Pick<RehearsalOptions, "root" | "lab" | "labRoot" | "limits" | "startsFrom">,
): CompilerProcess {
  const snapshot = getSnapshot(programs, startsFrom === undefined ? where : { ...where, lab: startsFrom });
  return startCompilerProcess({
    program: programs.compiler,
    root: where.root,
    maxSeconds: { ...DEFAULT_LIMITS, ...limits }.compileSeconds,
    snapshot: snapshot && startsFrom !== undefined ? { ...snapshot, onlyIfPresent: true } : snapshot,
    setsSuspectsAside: false,
  });
}

/**
 * Opens a rehearsal of a lab.
 *
 * @throws GraderFault if the solution does not earn full marks
 */
export async function openRehearsal({
  root,
  lab,
  labRoot,
  seed = 1,
  limits,
  startsFrom,
  unsafe,
}: RehearsalOptions): Promise<Rehearsal> {
  const programs = await bundleGrader(root);
  const compiler = startCompiler(programs, { root, lab, labRoot, limits, startsFrom });
  const { askCompiler } = compiler;
  const isUnsafe = unsafe ?? explainNotConfined(DEFAULT_LIMITS) !== undefined;
  const grader: Grader = await openGrader({
    root,
    lab,
    labRoot,
    seed,
    unsafe: isUnsafe,
    askCompiler,
    ...(limits ? { limits } : {}),
  }).catch(async (error: unknown) => {
    await compiler.close();
    throw error;
  });
  const { skeleton, exercises, units } = grader.grading.lab;
  for (const unit of units) unit.warmUp(grader.getSettings());
  const variations = new Map<string, ReturnType<Grader["vary"]>>([["{}", Promise.resolve(grader.getSettings)]]);
  const createSettings = (variation: Variation): ReturnType<Grader["vary"]> => {
    const key = JSON.stringify(variation);
    const settings = variations.get(key) ?? grader.vary(variation);
    variations.set(key, settings);
    return settings;
  };
  const checks = warmChecks({ root, labRoot, limits, compiler: programs.compiler, askCompiler }, skeleton);
  return {
    exercises: exercises.map(({ id }) => id),
    skeleton,
    isConfined: !isUnsafe,
    async grade(
      answers,
      extras,
      { revealsAllOutput = false, visibleOnly = false, ...variation }: RehearsalVariation = {},
    ) {
      const { notebook, scripts } = createSubmission(skeleton, answers, extras);
      const settings = await createSettings(variation);
      return gradeSubmission(
        { id: "rehearsal", notebook, scripts, notes: [] },
        { ...grader.grading, revealsAllOutput, visibleOnly },
        { settings: { ...settings(), known: createKnownRuns(createRunStore()) } },
      );
    },
    check: (answers, extras, exercise) => checks.check(createSubmission(skeleton, answers, extras), exercise),
    async runForEvidence(answers) {
      const unit = units.find(({ id }) => id === skeleton.notebook);
      if (!unit) throw new Error("The lab has no notebook.");
      const settings = grader.getSettings();
      const answered = await collectFrom(settings, skeleton, answers);
      return unit.run({ answers: answered, take: new Set(Object.keys(answers)) }, settings);
    },
    async judgeSolution(other) {
      await runSolution(grader.grading.lab, { ...grader.getSettings(), seed: other }, labRoot);
    },
    async close() {
      await checks.close();
      await grader.close();
      await compiler.close();
    },
  };
}

/** The answers as they are read from a notebook that holds them, and the solution's others. */
async function collectFrom({ compiler }: RunSettings, skeleton: Skeleton, answers: AnswerLines): Promise<Answers> {
  const notebook = createNotebook(skeleton, (text) => fill(text, answers, "solution"), []);
  const found = await compiler.collectAnswers(skeleton, { cells: readNotebook(notebook), scripts: new Map() });
  if (!found) throw new Error("Reading the answers takes too long.");
  return found;
}

interface Files {
  readonly notebook: string;
  readonly scripts: ReadonlyMap<string, string>;
}

function createSubmission(
  skeleton: Skeleton,
  answers: AnswerLines,
  { others, cells = [], scriptLines = [] }: RehearsalExtras,
): Files {
  const fillText = (text: SkeletonText) => fill(text, answers, others);
  const scripts = skeleton.scripts.map((text) => [text.id, [...fillText(text), ...scriptLines].join("\n")] as const);
  return { notebook: createNotebook(skeleton, fillText, cells), scripts: new Map(scripts) };
}

/** One learner's folder, with the checker that checks it; made when first needed. */
function warmChecks(
  options: Pick<CheckerOptions, "root" | "limits" | "labRoot" | "compiler" | "askCompiler">,
  skeleton: Skeleton,
) {
  const lab = { id: skeleton.lab, notebook: skeleton.notebook, scripts: skeleton.scripts.map(({ id }) => id) };
  const work = createScratchFolder("work");
  let checker: Checker | undefined;
  return {
    async check({ notebook, scripts }: Files, exercise?: string): Promise<SubmissionResult> {
      checker ??= createChecker({ ...options, work, labs: [lab] });
      for (const [path, text] of [[lab.notebook, notebook] as const, ...scripts]) {
        mkdirSync(dirname(join(work, path)), { recursive: true });
        writeFileSync(join(work, path), text);
      }
      return checker.check({ lab, exercise }, {});
    },
    async close(): Promise<void> {
      await checker?.close();
      rmSync(work, { recursive: true, force: true });
    },
  };
}

function fill({ lines, slots }: SkeletonText, answers: AnswerLines, others: RehearsalExtras["others"]): string[] {
  const bodies = slots.map(
    ({ exercise, solution, stub }) => answers[exercise] ?? (others === "solution" ? solution : stub),
  );
  return replaceRegionBodies(lines, bodies);
}

function createNotebook(
  { cells }: Skeleton,
  filled: (text: SkeletonText) => string[],
  learnerCells: readonly string[],
): string {
  const all = [
    ...learnerCells.map((source, n) => ({ id: `own-${n}`, source, metadata: {} })),
    ...cells.map((text) => ({
      id: text.id,
      source: filled(text).join("\n"),
      metadata: text.exercise === undefined ? {} : { labs: { exercise: text.exercise } },
    })),
  ];
  return JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: all.map((cell) => ({ ...cell, cell_type: "code", outputs: [], execution_count: null })),
  });
}
