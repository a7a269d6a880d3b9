import { NO_ANSWERS, type Answers } from "../merge/answers";
import { HELPER_CELL } from "../merge/helper-cell";
import { exercisesIn, type Skeleton, type SkeletonText } from "../merge/skeleton";
import type { CellEvidence, RunEvidence } from "../evidence/evidence";
import { evidenceView } from "../evidence/view";
import type { MadeInRun } from "../run/made";
import type { Code } from "../run/known-runs";
import type { AnswerText } from "../judge/culprit";
import { answerText } from "./answer-text";
import { toOwnNames } from "./own-names";
import { isInFile, type Problem } from "../judge/stops";
import { brokenFile, stopped } from "./stopped";
import type { Plan } from "../run/plan";
import { runCells, type RunSettings } from "../run/run-cells";
import { runScript } from "../run/run-script";

/** A part of a lab that runs by itself: the notebook, or one script. */
export interface Unit {
  readonly id: string;
  readonly exercises: readonly string[];
  /** Whether learners are told how their cloud differed from the solution's. */
  readonly tellsDifference: boolean;
  /** Lets the compiler read, before all answers, the code that they all build upon. */
  warmUp(settings: RunSettings): void;
  /** Runs the unit with the answers to some exercises put in, and the solution everywhere else. */
  run(answers: Answers, take: ReadonlySet<string>, settings: RunSettings): Promise<RunEvidence>;
  /** The resources that the run has made, those that the lab's exercises ask for. */
  made(run: RunEvidence): MadeInRun | undefined;
  /** The problem that stopped an exercise's code in a run, in words for the learner. */
  problem(run: RunEvidence, exercise: string): Problem | undefined;
  /** The answer to an exercise, with the numbers of its lines in the learner's cell or script. */
  answer(answers: Answers, exercise: string): AnswerText;
  /** Replaces the solution's names by those that the learner has chosen. */
  inOwnNames<T>(data: T, answers: Answers): T;
  /** Remarks on code of an exercise that is probably unintended, though it cost no mark. */
  remarks(run: RunEvidence, exercise: string): readonly string[];
  /** The exercise whose cell ended a run's process, if the run's evidence shows it. */
  endedBy(run: RunEvidence, settings: RunSettings): string | undefined;
  /** The same answers, but these exercises as they were handed out. */
  without(answers: Answers, exercises: ReadonlySet<string>): Answers;
  /** The same answers, but these lines as the answer to an exercise. */
  with(answers: Answers, exercise: string, lines: readonly string[]): Answers;
}

/**
 * The units of a lab.
 *
 * @throws Error if the plan lacks a script of the lab
 */
export function unitsOf(skeleton: Skeleton, plan: Plan): Unit[] {
  return [notebookUnit(skeleton, plan), ...skeleton.scripts.map(({ id }) => scriptUnit(skeleton, plan, id))];
}

function notebookUnit(skeleton: Skeleton, plan: Plan): Unit {
  const cellOf = (exercise: string) => skeleton.cells.find((cell) => cell.exercise === exercise)?.id;
  return {
    id: skeleton.notebook,
    exercises: exercisesIn(skeleton.cells),
    tellsDifference: plan.tellsDifference ?? true,
    warmUp({ compiler }) {
      // The error is told when the same cells are compiled for a submission.
      compiler.cells({ skeleton, answers: NO_ANSWERS, take: new Set() }).catch(() => undefined);
    },
    run(answers, take, settings) {
      const account = plan.account?.((exercise) =>
        take.has(exercise) ? answerTo(exercise, skeleton, answers) : undefined,
      );
      // Without a sandbox the cells would import the scripts of the open project, which a learner may have broken.
      const solutionImports = !settings.sandbox.isConfined;
      const solutionScripts = take.size === 0 && solutionImports;
      settings.tell?.("Compiling your cells");
      const compiling = settings.compiler.cells({ skeleton, answers, take, solutionScripts, solutionImports });
      const where = [skeleton.notebook, account, settings.seed];
      return once(compiling, {
        settings,
        codeOf: ({ cells, essence }) => ({
          whole: [where, cells],
          ...(cells.every(({ ok }) => ok) ? { essence: [where, essence] } : {}),
        }),
        start: () =>
          runCells(
            compiling.then((compiled) => compiled?.cells),
            plan,
            { ...settings, account },
          ),
      });
    },
    remarks: ({ cells }, exercise) => cells.find(({ id }) => id === cellOf(exercise))?.remarks ?? [],
    // A run that was ended early has no complete resources to compare.
    made: (run) => (run.end === "done" ? plan.made?.(evidenceView(run)) : undefined),
    problem({ cells }, exercise) {
      const broken = cells.find(({ ok, error = "" }) => !ok && isInFile(error));
      if (broken?.error !== undefined) return brokenFile(broken.error);
      const own =
        cells.find(({ id, ok }) => !ok && id === cellOf(exercise)) ??
        cells.find(({ id, ok }) => !ok && id === HELPER_CELL);
      if (own?.error === undefined) return undefined;
      const at = own.id === HELPER_CELL ? undefined : positionOf(own);
      return { ...stopped("cell", own.error), ...(at ? { at } : {}) };
    },
    answer: (answers, exercise) => answerText(exercise, answers, { what: "cell", texts: skeleton.cells }),
    inOwnNames: (data, answers) => toOwnNames(plan.chosenNames, answers, skeleton.cells)(data),
    endedBy({ cells, answers }, { seed }) {
      const asked = plan.questions?.(seed).findLast(({ id }) => Object.hasOwn(answers, id))?.name;
      const declares = ({ declares: names }: SkeletonText) => asked !== undefined && names.includes(asked);
      // The run ended at the last question that was asked or, if none was asked, in the last cell.
      const last = cells.at(-1);
      return skeleton.cells.find((text) => (asked === undefined ? text.id === last?.id : declares(text)))?.exercise;
    },
    without: (answers, exercises) => answersWithout(answers, exercises, skeleton.cells),
    with: (answers, exercise, lines) => answersWith(answers, { exercise, lines }, skeleton.cells),
  };
}

function positionOf({ error = "", column }: CellEvidence): Problem["at"] {
  const [, line] = /^[\w ]+ in line (\d+):/.exec(error) ?? [];
  return line === undefined ? undefined : { line: Number(line), column };
}

function scriptUnit(skeleton: Skeleton, plan: Plan, path: string): Unit {
  const text = skeleton.scripts.find(({ id }) => id === path);
  const scriptPlan = plan.scripts?.find((script) => script.path === path);
  if (!text || !scriptPlan) throw new Error(`The plan of ${skeleton.lab} does not say how ${path} is run.`);
  return {
    id: path,
    exercises: exercisesIn([text]),
    tellsDifference: plan.tellsDifference ?? true,
    warmUp: () => undefined,
    run(answers, take, settings) {
      const compiling = settings.compiler.script(scriptPlan, { skeleton, answers, take });
      const where = [path, settings.seed];
      return once(compiling, {
        settings,
        codeOf: ({ script }) => ({
          whole: [where, script],
          ...("essence" in script ? { essence: [where, script.essence] } : {}),
        }),
        start: () => runScript(compiling, { plan, script: scriptPlan }, settings),
      });
    },
    remarks: ({ scripts }, exercise) => scripts.find((script) => script.path === path)?.remarks?.[exercise] ?? [],
    made: () => undefined,
    problem({ scripts }) {
      const error = scripts.find((script) => script.path === path)?.error;
      return error === undefined ? undefined : stopped("script", error);
    },
    answer: (answers, exercise) => answerText(exercise, answers, { what: "script", texts: [text] }),
    inOwnNames: (data, answers) => toOwnNames(plan.chosenNames, answers, skeleton.cells)(data),
    // The exercises of a script are all parts of one program, so none of them can be named.
    endedBy: () => undefined,
    without: (answers, exercises) => answersWithout(answers, exercises, [text]),
    with: (answers, exercise, lines) => answersWith(answers, { exercise, lines }, [text]),
  };
}

interface Starting<T> {
  readonly settings: RunSettings;
  /** The code that the run depends on. */
  codeOf(compiled: T): Code;
  start(): Promise<RunEvidence>;
}

/** Runs code, unless a run of the same code is known. */
function once<T>(
  compiling: Promise<T | undefined>,
  { settings: { known }, codeOf, start }: Starting<T>,
): Promise<RunEvidence> {
  return known
    ? known.run(
        compiling.then((compiled) => compiled && codeOf(compiled)),
        start,
      )
    : start();
}

function answerTo(exercise: string, { cells }: Skeleton, { bodies }: Answers): string | undefined {
  const lines = cells.flatMap(({ id, slots }) =>
    slots.flatMap((slot, n) => (slot.exercise === exercise ? (bodies.get(id)?.[n] ?? []) : [])),
  );
  return lines.length === 0 ? undefined : lines.join("\n");
}

function answersWithout(answers: Answers, exercises: ReadonlySet<string>, texts: readonly SkeletonText[]): Answers {
  return withBodies(answers, texts, (exercise, body) => (exercises.has(exercise) ? undefined : body));
}

function answersWith(
  answers: Answers,
  { exercise, lines }: { readonly exercise: string; readonly lines: readonly string[] },
  texts: readonly SkeletonText[],
): Answers {
  return withBodies(answers, texts, (of, body) => (of === exercise ? lines : body));
}

type Body = readonly string[] | undefined;

function withBodies(
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
