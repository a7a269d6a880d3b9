import { join } from "node:path";
import { openRehearsal } from "../../grader/index";
import type { Rehearsal } from "../../grader/index";

/** These tests are about marks, not about time: a machine with much else to do must not fail them. */
const PATIENT = { compileSeconds: 600, cellSeconds: 120, totalSeconds: 600 };

export const ROOT = join(import.meta.dirname, "..", "..");

/** The tests of the grader have made its snapshot by then, where all tests run. */
const FIRST_LAB = "01-streaming-ingestion";

/** A rehearsal of a lab with that seed. Whoever opens it closes it. */
export function patientRehearsal(lab: string, seed = 1): Promise<Rehearsal> {
  return openRehearsal({ root: ROOT, lab, seed, limits: PATIENT, startsFrom: FIRST_LAB });
}

/** Opening one takes seconds: the suites of a lab share it, until all tests of this process are done. */
const open = new Map<string, Promise<Rehearsal>>();
after(async () => {
  // One that could not be opened has said so in its suite.
  await Promise.allSettled([...open.values()].map(async (rehearsal) => (await rehearsal).close()));
});

/**
 * The rehearsal of a lab, inside a `describe`.
 *
 * @returns what gives it, from the suite's first test on
 */
export function useRehearsal(lab: string): () => Rehearsal {
  let rehearsal: Rehearsal | undefined;
  before(async () => {
    const opened = open.get(lab) ?? patientRehearsal(lab);
    open.set(lab, opened);
    rehearsal = await opened;
  });
  return () => {
    if (rehearsal === undefined) throw new Error("The rehearsal is open only while tests run.");
    return rehearsal;
  };
}
