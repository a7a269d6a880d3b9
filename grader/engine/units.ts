import { NO_ANSWERS, type Answers } from "../merge/answers";
import { HELPER_CELL } from "../merge/helper-cell";
import { listExercises, type Skeleton, type SkeletonText } from "../merge/skeleton";
import type { CellEvidence, RunEvidence } from "../evidence/evidence";
import { compareClouds } from "../evidence/difference";
import { createEvidenceView, type Evidence } from "../evidence/view";
import type { CreatedResources } from "../run/created-resources";
import type { Code } from "../run/known-runs";
import type { AnswerText } from "../judge/culprit";
import { locateAnswer } from "./locate-answer";
import { findChosenNames, type ChosenName } from "./learner-names";
import { isInFile, type Problem } from "../judge/stops";
import { describeBrokenFile, describeStop } from "./describe-stop";
import type { Plan } from "../run/plan";
import type { Question } from "../sandbox/inside/messages";
import { runCells, type RunSettings } from "../run/run-cells";
import { runScript } from "../run/run-script";

/** A unit's code with the answers to some exercises put in, and the solution everywhere else. */
export interface CodeToRun {
  readonly answers: Answers;
  /** The exercises whose answers are put in: where the learner has written none, the code as it was handed out. */
  readonly take: ReadonlySet<string>;
  /** The exercises that are judged by the run; all exercises, if not given. */
  readonly judged?: readonly string[];
}

/** A part of a lab that runs by itself: the notebook, or one script. */
export interface Unit {
  readonly id: string;
  readonly exercises: readonly string[];
  /** How the cloud of a learner's run differed from the solution's, in words for the learner; empty where the lab doesn't say so. */
  listDifferences(run: RunEvidence, solution: Evidence): readonly string[];
  /** Lets the compiler read, before all answers, the code that they all build upon. */
  warmUp(settings: RunSettings): void;
  /** Compiles the code, runs it unless a run of the same code is known, and collects the evidence. */
  run(code: CodeToRun, settings: RunSettings): Promise<RunEvidence>;
  /** The resources that the run has made, those that the lab's exercises ask for. */
  listCreatedResources(run: RunEvidence): CreatedResources | undefined;
  /** The problem that stopped an exercise's code in a run, in words for the learner. */
  findProblem(run: RunEvidence, exercise: string): Problem | undefined;
  /** The answer to an exercise, with the numbers of its lines in the learner's cell or script. */
  answer(answers: Answers, exercise: string): AnswerText;
  /** The names that the lab lets learners choose, with the learner's choice. */
  listChosenNames(answers: Answers): readonly ChosenName[];
  /** Remarks on code of an exercise that is probably unintended, though it cost no mark. */
  listRemarks(run: RunEvidence, exercise: string): readonly string[];
  /**
   * What claims may read of a run if nothing but the values of an exercise's own cell is to decide its verdict, in the words of `watchReads`:
   * the answers to questions on these values, that cell's outcome, and the learner's names, which are the same in all runs.
   */
  listOwnReads(exercise: string, settings: RunSettings): ReadonlySet<string>;
  /** The exercise whose cell ended a run's process, if the run's evidence shows it. */
  findEndingExercise(run: RunEvidence, settings: RunSettings): string | undefined;
  /** The same answers, but these exercises as they were handed out. */
  removeAnswers(answers: Answers, exercises: ReadonlySet<string>): Answers;
  /** The same answers, but these lines as the answer to an exercise. */
  replaceAnswer(answers: Answers, exercise: string, lines: readonly string[]): Answers;
}

/**
 * The units of a lab.
 *
 * @throws Error if the plan lacks a script of the lab
 */
export function createUnits(skeleton: Skeleton, plan: Plan): Unit[] {
  return [
    createNotebookUnit(skeleton, plan),
    ...skeleton.scripts.map(({ id }) => createScriptUnit(skeleton, plan, id)),
  ];
}

function createNotebookUnit(skeleton: Skeleton, plan: Plan): Unit {
  const findText = (exercise: string) => skeleton.cells.find((cell) => cell.exercise === exercise);
  const getCell = (exercise: string) => findText(exercise)?.id;
  return {
    id: skeleton.notebook,
    exercises: listExercises(skeleton.cells),
    listDifferences: (run, solution) => listDifferences(run, solution, plan),
    warmUp({ compiler }) {
      // The error is reported when the same cells are compiled for a submission.
      compiler.compileCells({ skeleton, answers: NO_ANSWERS, take: new Set() }).catch(() => undefined);
    },
    run({ answers, take, judged }, settings) {
      const slow = (plan.slowToCollect ?? []).filter((exercise) => judged?.includes(exercise) ?? true);
      const account = plan.getAccount?.((exercise) =>
        take.has(exercise) ? findAnswer(exercise, skeleton, answers) : undefined,
      );
      // Without a sandbox the cells would import the scripts of the open project, which a learner may have broken.
      const solutionImports = !settings.sandbox.isConfined;
      const solutionScripts = take.size === 0 && solutionImports;
      settings.report?.("Compiling your cells");
      const compiling = settings.compiler.compileCells({ skeleton, answers, take, solutionScripts, solutionImports });
      const where = [skeleton.notebook, account, settings.seed, ...slow];
      return runOnce(compiling, {
        settings,
        getCode: ({ cells, essence }) => ({
          whole: [where, cells],
          ...(cells.every(({ ok }) => ok) ? { essence: [where, essence] } : {}),
        }),
        start: async () => {
          const cells = compiling.then((compiled) => compiled?.cells);
          const evidence = await runCells(cells, plan, { ...settings, account, judged: new Set(slow) });
          return addRemarks(evidence, (await compiling)?.remarks);
        },
      });
    },
    listRemarks: ({ cells }, exercise) => cells.find(({ id }) => id === getCell(exercise))?.remarks ?? [],
    // A run that was ended early has no complete resources to compare.
    listCreatedResources: (run) =>
      run.end === "done" ? plan.listCreatedResources?.(createEvidenceView(run)) : undefined,
    findProblem: ({ cells }, exercise) => findProblemOfCell(cells, getCell(exercise)),
    answer: (answers, exercise) => locateAnswer(exercise, answers, { what: "cell", texts: skeleton.cells }),
    listChosenNames: (answers) => findChosenNames(plan.chosenNames, answers, skeleton.cells),
    listOwnReads(exercise, { seed }) {
      const cell = findText(exercise);
      if (!cell) return new Set();
      const values = listQuestions(plan, seed).filter(
        ({ name, calls, again }) => !calls && !again && cell.declares.includes(name),
      );
      return new Set([...values.map(({ id }) => `answer ${id}`), `cell ${cell.id}`, "chosenNames"]);
    },
    findEndingExercise({ cells, answers }, { seed }) {
      const lastQuestion = listQuestions(plan, seed).findLast(({ id }) => Object.hasOwn(answers, id));
      const { name, again } = lastQuestion ?? {};
      const hasAskedName = ({ declares: names }: SkeletonText) => name !== undefined && names.includes(name);
      // The run ended at the last question that was asked or, if none was asked, in the last cell.
      const last = cells.at(-1);
      const endingCell = again?.cell ?? (name === undefined ? last?.id : undefined);
      return skeleton.cells.find((text) => (endingCell === undefined ? hasAskedName(text) : text.id === endingCell))
        ?.exercise;
    },
    removeAnswers: (answers, exercises) => removeExercises(answers, exercises, skeleton.cells),
    replaceAnswer: (answers, exercise, lines) => replaceInAnswers(answers, { exercise, lines }, skeleton.cells),
  };
}

const listQuestions = ({ createQuestions, slowToCollect }: Plan, seed: number): readonly Question[] =>
  createQuestions?.(seed, new Set(slowToCollect)) ?? [];

function listDifferences(
  { cloud }: RunEvidence,
  solution: Evidence,
  { explainsDifference = true, knownResources }: Plan,
): readonly string[] {
  return explainsDifference ? compareClouds(cloud, solution.cloud, knownResources) : [];
}

/** Errors of a whole run, such as a limit that the cloud has reached, which no cell has for itself. */
const ABOUT_ALL_CELLS = /^(?:Your code|What your code|Its types take) /;

/** The error that stopped an exercise's cell, or what the cell needs. */
function findProblemOfCell(cells: readonly CellEvidence[], id: string | undefined): Problem | undefined {
  const stopped = cells.filter(({ ok }) => !ok);
  const broken = stopped.find(({ error = "" }) => isInFile(error));
  if (broken?.error !== undefined) return describeBrokenFile(broken.error);
  const cell = stopped.find((stop) => stop.id === id);
  const helpers = stopped.find((stop) => stop.id === HELPER_CELL);
  // Where helpers don't start, the exercise's cell only lacks their names.
  if (helpers?.error === undefined || cell?.error?.includes("Cannot find name") === false)
    return describeCellStop(cell);
  const stop = describeStop("cell", helpers.error);
  const subject = ABOUT_ALL_CELLS.test(helpers.error) ? "Your notebook" : "Your cell outside of the exercises";
  return { ...stop, says: stop.says.replace(/^Your cell/, subject) };
}

function describeCellStop(cell: CellEvidence | undefined): Problem | undefined {
  if (cell?.error === undefined) return undefined;
  const at = findPosition(cell);
  return { ...describeStop("cell", cell.error), ...(at ? { at } : {}) };
}

function findPosition({ error = "", column }: CellEvidence): Problem["at"] {
  const [, line] = /^[\w ]+ in line (\d+):/.exec(error) ?? [];
  return line === undefined ? undefined : { line: Number(line), column };
}

function createScriptUnit(skeleton: Skeleton, plan: Plan, path: string): Unit {
  const text = skeleton.scripts.find(({ id }) => id === path);
  const scriptPlan = plan.scripts?.find((script) => script.path === path);
  if (!text || !scriptPlan) throw new Error(`The plan of ${skeleton.lab} does not say how ${path} is run.`);
  return {
    id: path,
    exercises: listExercises([text]),
    listDifferences: (run, solution) => listDifferences(run, solution, plan),
    warmUp: () => undefined,
    run({ answers, take }, settings) {
      const compiling = settings.compiler.compileScript(scriptPlan, { skeleton, answers, take });
      const where = [path, settings.seed];
      return runOnce(compiling, {
        settings,
        getCode: ({ script }) => ({
          whole: [where, script],
          ...("essence" in script ? { essence: [where, script.essence] } : {}),
        }),
        start: () => runScript(compiling, { plan, script: scriptPlan }, settings),
      });
    },
    listRemarks: ({ scripts }, exercise) => scripts.find((script) => script.path === path)?.remarks?.[exercise] ?? [],
    listCreatedResources: () => undefined,
    findProblem({ scripts, seen }) {
      const error = scripts.find((script) => script.path === path)?.error;
      // The acts of a script are processes of their own: where one fails, the claims say what became of the others.
      const isOfOneAct = scriptPlan.acts !== undefined && Object.values(seen["errors"] ?? {}).includes(error);
      return error === undefined || isOfOneAct ? undefined : describeStop("script", error);
    },
    answer: (answers, exercise) => locateAnswer(exercise, answers, { what: "script", texts: [text] }),
    listChosenNames: (answers) => findChosenNames(plan.chosenNames, answers, skeleton.cells),
    listOwnReads: () => new Set(),
    // The exercises of a script are all parts of one program, so none of them can be named.
    findEndingExercise: () => undefined,
    removeAnswers: (answers, exercises) => removeExercises(answers, exercises, [text]),
    replaceAnswer: (answers, exercise, lines) => replaceInAnswers(answers, { exercise, lines }, [text]),
  };
}

interface RunStart<T> {
  readonly settings: RunSettings;
  /** The code that the run depends on. */
  getCode(compiled: T): Code;
  start(): Promise<RunEvidence>;
}

/** Runs code, unless a run of the same code is known. */
function runOnce<T>(
  compiling: Promise<T | undefined>,
  { settings: { known }, getCode, start }: RunStart<T>,
): Promise<RunEvidence> {
  return known
    ? known.run(
        compiling.then((compiled) => compiled && getCode(compiled)),
        start,
      )
    : start();
}

function findAnswer(exercise: string, { cells }: Skeleton, { bodies }: Answers): string | undefined {
  const lines = cells.flatMap(({ id, slots }) =>
    slots.flatMap((slot, n) => (slot.exercise === exercise ? (bodies.get(id)?.[n] ?? []) : [])),
  );
  return lines.length === 0 ? undefined : lines.join("\n");
}

function removeExercises(answers: Answers, exercises: ReadonlySet<string>, texts: readonly SkeletonText[]): Answers {
  return replaceBodies(answers, texts, (exercise, body) => (exercises.has(exercise) ? undefined : body));
}

function replaceInAnswers(
  answers: Answers,
  { exercise, lines }: { readonly exercise: string; readonly lines: readonly string[] },
  texts: readonly SkeletonText[],
): Answers {
  return replaceBodies(answers, texts, (of, body) => (of === exercise ? lines : body));
}

type Body = readonly string[] | undefined;

function replaceBodies(
  answers: Answers,
  texts: readonly SkeletonText[],
  bodyOf: (exercise: string, body: Body) => Body,
): Answers {
  const bodies = new Map(answers.bodies);
  for (const { id, slots } of texts)
    bodies.set(
      id,
      slots.map(({ exercise }, n) => bodyOf(exercise, answers.bodies.get(id)?.[n])),
    );
  return { ...answers, bodies };
}

/** Adds what the compiler has remarked on cells to what the kernel has remarked while they ran. */
function addRemarks(run: RunEvidence, remarks: Readonly<Record<string, readonly string[]>> = {}): RunEvidence {
  const cells = run.cells.map((cell) => {
    const found = remarks[cell.id] ?? [];
    return found.length === 0 ? cell : { ...cell, remarks: [...(cell.remarks ?? []), ...found] };
  });
  return { ...run, cells };
}
