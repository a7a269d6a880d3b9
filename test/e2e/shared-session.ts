import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Session } from "../../scripts/start/session";
import { installedClone } from "./clone";
import { behindDeadProxy, NO_WARM_UP, startedSession } from "./npm-start";
import type { NpmStart } from "./npm-start";

/** `npm start`, up, with its clone and the home folder of whoever runs it. */
export interface SharedSession {
  readonly root: string;
  /** A folder of its own shows what is read and written there. */
  readonly home: string;
  readonly start: NpmStart;
  readonly session: Session;
}

let shared: Promise<SharedSession> | undefined;
// Of the run's root: after the last suite.
after(endSharedSession);

/**
 * `npm start` in the installed clone, for the suites that work in a session: the first of them begins it, since that takes as much of the
 * machine as many of their tests.
 */
export function sharedSession(): Promise<SharedSession> {
  return (shared ??= begin());
}

async function begin(): Promise<SharedSession> {
  const root = installedClone();
  const home = mkdtempSync(join(tmpdir(), "labs-home-"));
  process.on("exit", () => {
    rmSync(home, { recursive: true, force: true });
  });
  return { root, home, ...(await startedSession({ root, env: behindDeadProxy({ HOME: home, ...NO_WARM_UP }) })) };
}

/** Ends it as Ctrl-C does, if there is one: a suite that begins sessions of its own calls this before. */
export async function endSharedSession(): Promise<void> {
  // Whoever asked for it has been told why it did not begin.
  const begun = await shared?.catch(() => undefined);
  shared = undefined;
  begun?.start.press();
  await begun?.start.ended;
}
