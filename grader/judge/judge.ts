import { AssertionError } from "chai";
import Mocha from "mocha";
import type { ClaimResult, ExerciseResult, ExerciseStatus } from "../reports/results";
import { getClaims, type Claim, type Exercise, type EvidencePair } from "./exercise";
import type { AnswerText } from "./culprit";
import { parseHint, type ReadHint } from "./hint";
import { explainFailures, type Problem } from "./stops";

/** A check failed with its own error: a fault of the lab, not of the learner. */
export class CheckFault extends Error {
  override readonly name = "CheckFault";
}

/** A reporter that reports nothing: the verdicts are read from the runner's events. */
class SilentReporter {
  finishRun(_failures: number, finish: (failures: number) => void): void {
    finish(0);
  }
}

let last: Promise<unknown> = Promise.resolve();

interface JudgingOptions {
  /** The error that stopped the learner's code, if any; told above all claims. */
  readonly problem?: Problem | undefined;
  /** The learner's answer, in which the line is found that an error is about. */
  readonly answer?: AnswerText | undefined;
  /** Remarks on code that is probably unintended; told with any verdict. */
  readonly remarks?: readonly string[];
  /** Leaves out hidden claims. */
  readonly visibleOnly?: boolean;
}

/**
 * Judges one exercise on the evidence of two runs, with mocha and chai, in this process.
 *
 * @param which the exercise, as its lab declares it
 * @param sides evidence of the learner's and of the solution's run
 * @throws CheckFault if a check throws anything but an assertion error
 */
export async function judge(
  which: Exercise,
  sides: EvidencePair,
  { problem, answer, remarks = [], visibleOnly = false }: JudgingOptions = {},
): Promise<ExerciseResult> {
  const claims = getClaims(which, sides).filter(({ hidden }) => !(visibleOnly && hidden));
  const failures = await runClaims(which.id, claims);
  const report = explainFailures(
    [...failures]
      .sort(([first], [second]) => first - second)
      .map(([at, message]) => ({ at, hint: parseHint(message) })),
    { problem, answer },
  );
  const results = claims.map(({ says }, at): ClaimResult => ({
    says,
    holds: !failures.has(at),
    ...(failures.has(at) ? { hint: report.hints.get(at) ?? "" } : {}),
    ...(report.unreached.has(at) ? { follows: true } : {}),
  }));
  const judged = { ...createVerdict(which, results), ...(remarks.length > 0 ? { remarks } : {}) };
  const cause = report.cause ?? problem?.says;
  return cause !== undefined && judged.status !== "right" ? { ...judged, cause } : judged;
}

/** The parts of the advice on each claim that fails, also where an error stopped the code before it. */
export async function collectAdvice(
  which: Exercise,
  sides: EvidencePair,
): Promise<ReadonlyMap<string, NonNullable<ReadHint["parts"]>>> {
  const claims = getClaims(which, sides);
  const failures = await runClaims(which.id, claims);
  return new Map(
    [...failures].flatMap(([at, message]) => {
      const [claimed, { parts }] = [claims[at], parseHint(message)];
      return claimed && parts ? [[claimed.says, parts] as const] : [];
    }),
  );
}

/** Why an exercise has no answer that could run, if it isn't as it was handed out. */
interface MissingAnswerReason {
  readonly visibleOnly?: boolean | undefined;
  /** Why no answer was found, in words that follow "not found, because". */
  readonly because?: string | undefined;
  /** The syntax error outside of the answer that prevents the exercise's cell or script from running. */
  readonly broken?: string | undefined;
}

/** The result of an exercise without an answer that could run: every claim is listed, none holds. */
export function openExercise(
  which: Exercise,
  solution: EvidencePair["solution"],
  { visibleOnly = false, because, broken }: MissingAnswerReason = {},
): ExerciseResult {
  const { cause, advice } = describeReason({ because, broken });
  const claims = getClaims(which, { learner: solution, solution }).filter(({ hidden }) => !(visibleOnly && hidden));
  return {
    ...createVerdict(
      which,
      claims.map(({ says }, n) => ({
        says,
        holds: false,
        hint: advice,
        ...(broken !== undefined && n > 0 ? { follows: true } : {}),
      })),
    ),
    status: broken === undefined ? "open" : "wrong",
    ...(cause === undefined ? {} : { cause }),
  };
}

function describeReason({ because, broken }: MissingAnswerReason): { cause?: string; advice: string } {
  if (broken !== undefined)
    return {
      cause: `Your saved code doesn't run. There is a syntax error outside of START and END: ${broken}.`,
      advice: "Correct that line or put it back, run the exercise, and save it.",
    };
  if (because === undefined)
    return {
      advice:
        "This exercise is still open: there is no code of yours between START CODE HERE and END CODE HERE yet, or only comments. Write your answer there, and save it.",
    };
  const cause = `Not found, because ${because}.`;
  return {
    cause,
    advice: `${cause} Write your answer between START CODE HERE and END CODE HERE of the exercise, and save it.`,
  };
}

/** A verdict in which some more claims hold. */
export function addHoldingClaims(
  which: Exercise,
  result: ExerciseResult,
  holding: ReadonlySet<string>,
): ExerciseResult {
  const claims = result.claims.map((claim) => (holding.has(claim.says) ? { says: claim.says, holds: true } : claim));
  return { ...result, ...createVerdict(which, claims) };
}

function createVerdict({ id, title, points }: Exercise, claims: readonly ClaimResult[]): ExerciseResult {
  const holding = claims.filter(({ holds }) => holds).length;
  const score = Math.round((points * holding * 100) / claims.length) / 100;
  return { id, title, score, max: points, status: getStatus(holding, claims.length), claims };
}

function getStatus(holding: number, claims: number): ExerciseStatus {
  if (holding === claims) return "right";
  return holding === 0 ? "wrong" : "partial";
}

/** Mocha listens to events of the whole process while it runs, so only one exercise is judged at a time. */
async function runClaims(title: string, claims: readonly Claim[]): Promise<Map<number, string>> {
  const turn = last.then(() => runSuite(title, claims));
  last = turn.catch(() => undefined);
  return turn;
}

function runSuite(title: string, claims: readonly Claim[]): Promise<Map<number, string>> {
  const mocha = new Mocha({ reporter: SilentReporter as unknown as Mocha.ReporterConstructor, timeout: 0 });
  const suite = Mocha.Suite.create(mocha.suite, title);
  const tests = claims.map(({ says, check }) => suite.addTest(new Mocha.Test(says, check)).tests.at(-1));
  const failures = new Map<number, string>();
  return new Promise((resolve, reject) => {
    let fault: unknown;
    const runner = mocha.run(() => {
      // Otherwise mocha's listeners stay with the process for good.
      mocha.dispose();
      if (fault === undefined) resolve(failures);
      else reject(new CheckFault(`A check of ${title} crashed: ${String(fault)}`, { cause: fault }));
    });
    runner.on("fail", (test, error: unknown) => {
      const at = tests.findIndex((item) => item === test);
      if (error instanceof AssertionError) failures.set(at, error.message);
      else if (isOverflow(error)) failures.set(at, "What your code created is nested too deeply to be judged.");
      else fault = error;
    });
  });
}

/**
 * Whether a learner's value was nested too deeply for the stack. The solution's values are not: the solution has been
 * judged before.
 */
function isOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message === "Maximum call stack size exceeded";
}
