import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Session } from "../../scripts/start/session";
import { installClone } from "./clone";
import { createDeadProxyEnvironment, NO_WARM_UP, startSession, type NpmStart } from "./npm-start";

/** A running `npm start`, with its clone and the home folder of its user. */
interface SharedSession {
  readonly root: string;
  /** A folder of the test's own, to see which files are read and written there. */
  readonly home: string;
  readonly start: NpmStart;
  readonly session: Session;
}

let shared: Promise<SharedSession> | undefined;
// A hook of the root suite: it runs after the last suite.
after(endSharedSession);

/**
 * `npm start` in the installed clone, for the suites that work in a session: the first of them starts it, and the others share it, since
 * the start takes as much time as many of their tests.
 */
export function getSharedSession(): Promise<SharedSession> {
  return (shared ??= begin());
}

async function begin(): Promise<SharedSession> {
  const root = installClone();
  const home = mkdtempSync(join(tmpdir(), "labs-home-"));
  process.on("exit", () => {
    rmSync(home, { recursive: true, force: true });
  });
  return {
    root,
    home,
    ...(await startSession({ root, env: createDeadProxyEnvironment({ HOME: home, ...NO_WARM_UP }) })),
  };
}

/**
 * Ends the shared session, if there is one, as Ctrl-C does. A suite that starts sessions of its own calls this before.
 */
export async function endSharedSession(): Promise<void> {
  // If the session could not be started, the suite that needed it has already told why.
  const started = await shared?.catch(() => undefined);
  shared = undefined;
  started?.start.press();
  await started?.start.ended;
}
