import type { FirehoseClient } from "@aws-sdk/client-firehose";
import type { IAMClient } from "@aws-sdk/client-iam";
import type { KinesisClient } from "@aws-sdk/client-kinesis";
import type { S3Client } from "@aws-sdk/client-s3";
import type { CloudOptions, JournalEntry } from "../../cloud/index";
import type { Evidence } from "../evidence/view";
import type { MadeInRun } from "./made";
import type { Question } from "../sandbox/inside/messages";

/** The fresh lab cloud of one run, as a lab's plan works on it from outside. */
export interface Stage {
  readonly seed: number;
  readonly account: string;
  readonly region: string;
  /** How any other client of the SDK reaches it. */
  readonly connection: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  readonly kinesis: KinesisClient;
  readonly s3: S3Client;
  readonly firehose: FirehoseClient;
  readonly iam: IAMClient;
  /** Moves the cloud's clock; all that is due has happened when it resolves. */
  advance(seconds: number): Promise<void>;
}

/** What a script that is a module has answered to a question, or the message of what it threw. */
export type ScriptAnswer = { readonly value: unknown } | { readonly error: string };

/** Questions to a script that is a module, and what is made of its answers. */
export interface AskedPlan {
  /** Plain data. They follow the seed, so that no learner has seen them. */
  questions(seed: number): readonly unknown[];
  /** Works on the answers. What it returns is put aside beside them. @param openStage a fresh lab cloud, for who needs one: it takes time */
  look?(
    answers: readonly ScriptAnswer[],
    seed: number,
    openStage: OpenStage,
  ): Promise<Readonly<Record<string, unknown>>>;
}

/** Opens a lab cloud, which is gone when the run is over. */
export type OpenStage = () => Promise<Stage>;

/** How a script of the lab is run for judging. */
export interface ScriptPlan {
  readonly path: string;
  /** @param ownFolder empty at first, writable, and gone after the run: for files that the script is told to keep */
  args?(ownFolder: string): readonly string[];
  /** The program that runs it, where it does not run by itself, such as a handler: TypeScript that imports it as `lab:script`. */
  readonly driver?: string;
  /**
   * For a script that is asked, and does nothing by itself: its `driver` exports `answersTo`, which takes the questions and gives their answers
   * as JSON, a list of `ScriptAnswer`. They are put aside as `seen.answers`. The run has a lab cloud only if the script asks for one.
   */
  readonly asked?: AskedPlan;
  /** Makes what the script works on, such as streams and the records in them. */
  prepare?(stage: Stage): Promise<void>;
  /**
   * Whether the script has done its work and can be ended. Without it, a script is done when it ends by itself.
   *
   * @param calls what it has asked of the cloud so far
   */
  isDone?(calls: readonly JournalEntry[]): boolean;
  /**
   * Works on what the script has left. What it returns is put aside for the claims, as `seen`.
   *
   * @param calls what it has asked of the cloud, with the time of each call on the cloud's clock
   */
  after?(stage: Stage, calls: readonly JournalEntry[]): Promise<Readonly<Record<string, unknown>>>;
}

/** How a lab is run for judging: what its course says is there, and what is tried on the learner's work. */
export interface Plan {
  /** `none`: the lab needs no cloud. Else how each run's cloud differs from the usual one, whose clock stands still until it is moved. */
  readonly cloud?:
    | "none"
    | Omit<CloudOptions, "port" | "socket" | "credentials" | "token" | "keys" | "seed" | "account">;
  /**
   * The account that the learner has worked in, if an answer tells: the run's cloud is then that account.
   *
   * @param answer the learner's text for an exercise; `undefined` if it is open
   * @returns      twelve digits, or nothing
   */
  account?(answer: (exercise: string) => string | undefined): string | undefined;
  /** Packages that take long to load and that the cells are known to use: loaded while the cells are still being compiled. */
  readonly packages?: readonly string[];
  /** Makes what the lab takes as given, before the notebook's first cell. */
  prepare?(stage: Stage): Promise<void>;
  /**
   * Asked when the cells have run: what is in their variables, and what their functions return. The learner's process answers, so
   * a question must be one that only right work can answer: ask with inputs that follow the seed and that no learner has seen.
   */
  questions?(seed: number): readonly Question[];
  /** Works on what the cells have made. What it returns is put aside for the claims, as `seen`. */
  afterCells?(stage: Stage): Promise<Readonly<Record<string, unknown>>>;
  /** What the cells of the exercises have made. A learner's check compares their own cloud with it. */
  made?(run: Evidence): MadeInRun;
  readonly scripts?: readonly ScriptPlan[];
  /** False: feedback does not list what the learner's cloud held otherwise than the solution's, where that would give an answer away. */
  readonly tellsDifference?: boolean;
}

const plans = new Map<string, Plan>();

/** Declares how a lab is run for judging; called once at the top level of its `checks.ts`. */
export function plan(lab: string, of: Plan): void {
  plans.set(lab, of);
}

/** @throws Error if the lab's `checks.ts` declares none */
export function planOf(lab: string): Plan {
  const found = plans.get(lab);
  if (!found) throw new Error(`The checks of ${lab} declare no plan.`);
  return found;
}
