import { join } from "node:path";
import { openRehearsal, type RehearsalVariation, type Rehearsal } from "../../checker/rehearsal";
import type { Status } from "../../reports/results";
import { explainNotConfined } from "../../sandbox/bubblewrap";
import { DEFAULT_LIMITS } from "../../sandbox/limits";
import { PLAIN_LAB, PLAIN_ROOT } from "../../testing/plain-lab";
import { skipIf } from "../../../cloud/testing/skip";

export const ROOT = join(import.meta.dirname, "..", "..", "..");
/** The course's lab 01, for attacks that need a cloud or a script. */
export const LAB = "01-streaming-ingestion";
export const CLOUD_CELL = `${LAB}.create-cli-stream`;
export const SCRIPT = `${LAB}.route`;
/** The exercise of the plain lab, for all other attacks: its runs take a fraction of the time. */
export const CELL = "99-plain.limit";

/** The honest answers. An attack that succeeds then gives the honest answer, so that its marks show the success. */
export const HONEST = "const LIMIT = 55;";
export const HONEST_CLOUD = "await createKinesisDataStream({ streamName: CLI_STREAM, shardCount: 2 });";
export const HONEST_ROUTE =
  'const destStreamName = userSession.country === "USA" ? kinesisDestStreamNames["USA"] : kinesisDestStreamNames["International"];';

/** Short, so that the tests are short, but far longer than honest code takes on a busy machine. */
export const LIMITS = { cellSeconds: 5, totalSeconds: 10, waitFactor: 1 };

export interface AttackResult {
  readonly status: Status;
  /** Exercises that are not right. */
  readonly lost: readonly string[];
  readonly hints: string;
}

/** Grades a submission whose one answer is an attack, and whose others are the solution. */
export async function runAttack(
  rehearsal: Rehearsal,
  [exercise, lines]: readonly [string, readonly string[]],
  held?: RehearsalVariation,
): Promise<AttackResult> {
  const { status, exercises } = await rehearsal.grade({ [exercise]: lines }, { others: "solution" }, held);
  const lost = exercises.filter((exercise) => exercise.status !== "right").map(({ id }) => id);
  const attacked = exercises.find(({ id }) => id === exercise);
  return {
    status,
    lost,
    hints: [attacked?.cause, ...(attacked?.claims ?? []).map(({ hint }) => hint)].filter(Boolean).join(" "),
  };
}

/** Open graders: opening one takes seconds, so the suites share them until all tests of this process are done. */
const open = new Map<"plain" | "cloud", Promise<Rehearsal>>();
after(async () => {
  // A grader that could not be opened has failed its suite already.
  await Promise.allSettled([...open.values()].map(async (rehearsal) => (await rehearsal).close()));
});

/**
 * The rehearsal of a describe; its tests are skipped where submissions cannot be confined, since some of the attacks
 * would do real harm, unless it is `harmless`: then they are judged unconfined.
 */
export function useRehearsal(lab: "plain" | "cloud", { harmless = false } = {}): () => Rehearsal {
  let rehearsal: Rehearsal | undefined;
  before(async function () {
    const why = explainNotConfined(DEFAULT_LIMITS);
    if (!harmless) skipIf(this, why);
    const which = lab === "cloud" ? { lab: LAB } : { lab: PLAIN_LAB.id, labRoot: PLAIN_ROOT };
    const opened = open.get(lab) ?? openRehearsal({ root: ROOT, ...which, limits: LIMITS, unsafe: why !== undefined });
    open.set(lab, opened);
    rehearsal = await opened;
  });
  return () => {
    if (!rehearsal) throw new Error("The rehearsal is not open.");
    return rehearsal;
  };
}
