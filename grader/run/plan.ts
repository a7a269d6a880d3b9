import type { FirehoseClient } from "@aws-sdk/client-firehose";
import type { IAMClient } from "@aws-sdk/client-iam";
import type { KinesisClient } from "@aws-sdk/client-kinesis";
import type { S3Client } from "@aws-sdk/client-s3";
import type { CloudOptions, JournalEntry } from "../../cloud/index";
import type { Evidence } from "../evidence/view";
import type { CreatedResources } from "./created-resources";
import type { Question } from "../sandbox/inside/messages";

/** The fresh lab cloud of one run, as a lab's plan uses it from outside the sandbox. */
export interface Stage {
  readonly seed: number;
  readonly account: string;
  readonly region: string;
  /** The connection for any other client of the SDK. Clients don't repeat a throttled call: move the clock, and call again. */
  readonly connection: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly maxAttempts: 1;
  };
  readonly kinesis: KinesisClient;
  readonly s3: S3Client;
  readonly firehose: FirehoseClient;
  readonly iam: IAMClient;
  /** Moves the cloud's clock. When it resolves, everything due by then has happened. */
  advance(seconds: number): Promise<void>;
  /** What the cloud's usage would have cost on AWS so far. */
  readCost(): Promise<StageCost>;
}

/** The cost on AWS of a cloud's usage, in USD. */
export interface StageCost {
  /** The cost of what exists now, per hour. */
  readonly anHour: number;
  /** The cost of what was used, without what is billed by the hour. */
  readonly used: number;
}

/** The answer to a question of a script that is a module, or the message of its error. */
export type ScriptAnswer = { readonly value: unknown } | { readonly error: string };

/** Questions to a script that is a module, and how its answers are used. */
export interface QuestionPlan {
  /** The questions, plain data. They depend on the seed, so that no learner has seen them. */
  createQuestions(seed: number): readonly unknown[];
  /**
   * Called with the answers. Its result is kept beside them.
   *
   * @param openStage opens a fresh lab cloud, if one is needed: that takes time
   */
  look?(
    answers: readonly ScriptAnswer[],
    seed: number,
    openStage: OpenStage,
  ): Promise<Readonly<Record<string, unknown>>>;
}

/** Opens a lab cloud, which is removed when the run is over. */
type OpenStage = () => Promise<Stage>;

/** One process of a script that runs several times in the same cloud: it remembers nothing but what is in its cloud. */
export interface ScriptAct {
  /** Given to the driver as its first argument, before the run's seed. */
  readonly name: string;
  /** The driver ends the process in the middle of its work, on purpose. */
  readonly isInterrupted?: boolean;
  /** Called when the process has ended, to work on its cloud. The members of its result are kept for the claims, as `seen`. */
  collectAfter?(stage: Stage): Promise<Readonly<Record<string, unknown>>>;
}

/** How a script of the lab is run for judging. */
export interface ScriptPlan {
  readonly path: string;
  /** @param ownFolder an empty, writable folder for files that the script writes; removed after the run */
  getArgs?(ownFolder: string): readonly string[];
  /**
   * The program that runs a script which does not run by itself, such as a handler: TypeScript that imports the script
   * as `lab:script`.
   */
  readonly driver?: string;
  /**
   * For a script that does nothing by itself, but is asked questions: its `driver` exports `answerQuestions`, which takes the questions and gives
   * their answers as JSON, a list of `ScriptAnswer`. The answers are kept as `seen.answers`. The run has a lab cloud only if the script asks
   * for one.
   */
  readonly questionPlan?: QuestionPlan;
  /** Runs the script several times instead of once, with a `driver`: `isDone` and `collectAfter` are not used then. */
  readonly acts?: readonly ScriptAct[];
  /** Makes the script's input, such as streams and the records in them. */
  prepare?(stage: Stage): Promise<void>;
  /**
   * Whether the script has done its work and can be ended. Without it, a script is done when it ends by itself.
   *
   * @param calls the script's calls to the cloud so far
   */
  isDone?(calls: readonly JournalEntry[]): boolean;
  /**
   * Called after the script's run, to work on its cloud. Its result is kept for the claims, as `seen`.
   *
   * @param calls the script's calls to the cloud, with the time of each call on the cloud's clock
   */
  collectAfter?(stage: Stage, calls: readonly JournalEntry[]): Promise<Readonly<Record<string, unknown>>>;
}

/**
 * How a lab is run for judging: the resources that exist before, and the questions and inputs that the learner's work
 * gets.
 */
export interface Plan {
  /**
   * `none`: the lab needs no cloud. Otherwise how each run's cloud differs from the usual one, whose clock is stopped
   * until it is moved.
   */
  readonly cloud?:
    | "none"
    | Omit<CloudOptions, "port" | "socket" | "credentials" | "token" | "keys" | "seed" | "account">;
  /**
   * How long a person takes between two cells, by the cloud's clock: resources that one cell has requested may be ready when the next one
   * runs. Default: 10.
   */
  readonly secondsBetweenCells?: number;
  /**
   * The account in which the learner has worked, if an answer tells it: the run's cloud then has that account.
   *
   * @param answer the learner's text for an exercise; `undefined` if it is open
   * @returns      twelve digits, or undefined
   */
  getAccount?(answer: (exercise: string) => string | undefined): string | undefined;
  /**
   * Constants where learners choose their own names for the lab's resources, with the exercise that requires them. Messages carry the
   * learner's own name, also where the solution's is in the run.
   */
  readonly chosenNames?: readonly { readonly exercise: string; readonly constant: string }[];
  /**
   * Packages that take long to load and that the cells are known to use: they are loaded while the cells are still
   * being compiled.
   */
  readonly packages?: readonly string[];
  /** Makes the resources that the lab expects to exist, before the notebook's first cell. */
  prepare?(stage: Stage): Promise<void>;
  /**
   * Questions asked after the cells have run: about the values of their variables and the results of their functions. The
   * learner's process answers, so a question must be one that only right work can answer: ask with inputs that follow the seed
   * and that no learner has seen.
   *
   * @param judged those of `slowToCollect` that are judged by this run
   */
  createQuestions?(seed: number, judged: ReadonlySet<string>): readonly Question[];
  /**
   * Called before each question, to change the cloud for it: another program's records fill a shard, say. The cloud's clock stands still until
   * the answer waits. The journal has these calls among the submission's, so make none that a claim looks for.
   *
   * @param id the question's id
   */
  readonly prepareQuestion?: (stage: Stage, id: string) => Promise<void>;
  /**
   * Called after the cells have run, to work on their cloud. Its result is kept for the claims, as `seen`.
   *
   * @param judged those of `slowToCollect` that are judged by this run
   */
  collectAfterCells?(stage: Stage, judged: ReadonlySet<string>): Promise<Readonly<Record<string, unknown>>>;
  /**
   * Exercises whose questions, or whose work in `collectAfterCells`, take long. Both leave that out of runs by which none of them is
   * judged, and then leave nothing else out or different.
   */
  readonly slowToCollect?: readonly string[];
  /** The resources that the exercises' cells have made. A learner's check compares their own cloud with them. */
  listCreatedResources?(run: Evidence): CreatedResources;
  readonly scripts?: readonly ScriptPlan[];
  /** Processor time for judging what the run has left in its cloud, where that is more work than the usual limit allows. */
  readonly judgeSeconds?: number;
  /**
   * False: feedback does not list how the learner's cloud differs from the solution's, since the list would give an
   * answer away.
   */
  readonly explainsDifference?: boolean;
  /**
   * Streams, buckets and Firehoses that `prepare` makes in place of a cell. That list leaves out all others that the plan makes by its own
   * calls, since no learner knows them.
   */
  readonly knownResources?: readonly string[];
}

const plans = new Map<string, Plan>();

/** Declares how a lab is run for judging; called once at the top level of its `checks.ts`. */
export function plan(lab: string, of: Plan): void {
  plans.set(lab, of);
}

/** @throws Error if the lab's `checks.ts` declares no plan */
export function getPlan(lab: string): Plan {
  const found = plans.get(lab);
  if (!found) throw new Error(`The checks of ${lab} declare no plan.`);
  return found;
}
