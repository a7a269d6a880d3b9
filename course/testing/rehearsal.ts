import { join } from "node:path";
import { openRehearsal, type Rehearsal } from "../../grader/index";

/** Generous limits: these tests are about marks, so a busy machine must not make them fail. */
const PATIENT = { compileSeconds: 600, cellSeconds: 120, totalSeconds: 600 };

export const ROOT = join(import.meta.dirname, "..", "..");

/** The lab from whose snapshot the others start, if there is one; in a full run the grader's tests have made it. */
const FIRST_LAB = "01-streaming-ingestion";

/** Opens a rehearsal of a lab with generous limits. The caller closes it. */
export function openPatientRehearsal(lab: string, seed = 1): Promise<Rehearsal> {
  return openRehearsal({ root: ROOT, lab, seed, limits: PATIENT, startsFrom: FIRST_LAB });
}

/**
 * The open rehearsals by lab. To open one takes seconds, so the suites of a lab share it until all tests of this
 * process have ended.
 */
const open = new Map<string, Promise<Rehearsal>>();
after(async () => {
  // A rehearsal that could not be opened has failed its suite already.
  await Promise.allSettled([...open.values()].map(async (rehearsal) => (await rehearsal).close()));
});

/**
 * Opens the shared rehearsal of a lab before the tests of a `describe`.
 *
 * @returns a function that returns the rehearsal, to be called in tests
 */
export function useRehearsal(lab: string): () => Rehearsal {
  let rehearsal: Rehearsal | undefined;
  before(async () => {
    const opened = open.get(lab) ?? openPatientRehearsal(lab);
    open.set(lab, opened);
    rehearsal = await opened;
  });
  return () => {
    if (rehearsal === undefined) throw new Error("The rehearsal is open only while tests run.");
    return rehearsal;
  };
}
