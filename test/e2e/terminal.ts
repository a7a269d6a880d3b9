import { execFileSync } from "node:child_process";
import { delimiter } from "node:path";
import type { LearnerSession } from "./learner-session";
import { startEnvironment } from "./npm-start";

/** Runs a command as in one of JupyterLab's terminals, and gives its output. */
export function runInTerminal({ root, session }: LearnerSession, command: string, ...args: readonly string[]): string {
  const PATH = [session.environment["PATH"], process.env["PATH"]].join(delimiter);
  return execFileSync(command, args, {
    cwd: root,
    stdio: "pipe",
    encoding: "utf8",
    env: { ...startEnvironment(), ...session.environment, PATH },
  });
}
