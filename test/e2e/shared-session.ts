import type { Session } from "../../scripts/start/session";
import { installedClone } from "./clone";
import { startedSession } from "./npm-start";
import type { NpmStart } from "./npm-start";

let shared: Promise<{ readonly start: NpmStart; readonly session: Session }> | undefined;
// Of the run's root: after the last suite.
after(endSharedSession);

/**
 * `npm start` in the installed clone, for the suites that work in a session and neither begin nor end one: the first of them begins it,
 * since that takes as much of the machine as many of their tests.
 */
export async function sharedSession(): Promise<{ readonly root: string; readonly session: Session }> {
  const root = installedClone();
  const { session } = await (shared ??= startedSession({ root }));
  return { root, session };
}

/** Ends it as Ctrl-C does, if there is one: a suite that begins sessions of its own calls this before. */
export async function endSharedSession(): Promise<void> {
  // Whoever asked for it has been told why it did not begin.
  const begun = await shared?.catch(() => undefined);
  shared = undefined;
  begun?.start.press();
  await begun?.start.ended;
}
