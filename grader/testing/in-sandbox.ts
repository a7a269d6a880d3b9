import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import {
  canChangeUser,
  confineCommand,
  chooseSandboxUser,
  explainNotConfined,
  WRITABLE_INSIDE,
  type Mount,
} from "../sandbox/bubblewrap";
import type { Cgroup } from "../sandbox/cgroup";
import { SYSTEM } from "../sandbox/confine";
import { DEFAULT_LIMITS } from "../sandbox/limits";

/** The user of the grader whose sandbox is tested: root, or any other user. */
export type Grader = "root" | "an ordinary user";

/** How a test's sandbox differs from the usual one: defenses that are switched off, and the like. */
export interface SandboxOverrides {
  /** Neighboring arguments to leave out from the command line of bubblewrap and the programs that it starts. */
  readonly without?: readonly string[];
  /** Environment variables of the first program. */
  readonly env?: Readonly<Record<string, string>>;
  readonly mounts?: readonly Mount[];
  readonly cgroup?: Cgroup;
  /** In root's sandbox, the user that the code becomes; a fresh one, if not given. */
  readonly user?: number;
}

/** Arguments whose absence switches off the filter of system calls. */
export const NO_FILTER = ["--seccomp", "9"];
/** An ordinary user without processes on this machine; none is needed if the test does not run as root. */
export const ORDINARY = process.getuid?.() === 0 ? { uid: 2_100_000_001, gid: 2_100_000_001 } : {};

/**
 * Runs Node confined, in a sandbox that also shows the system's own programs.
 *
 * @returns its standard output and standard error
 */
export function runInSandbox(grader: Grader, nodeArgs: readonly string[], otherwise: SandboxOverrides = {}) {
  const { without = [], env = {}, mounts = [], cgroup, user = chooseSandboxUser() } = otherwise;
  const system = SYSTEM.filter((path) => existsSync(path)).map((path) => ({ outside: path, inside: path }));
  const inside = { mounts: [...system, ...mounts], folder: WRITABLE_INSIDE, env, cgroup };
  const isRoot = grader === "root";
  const { file, args } = confineCommand(nodeArgs, { ...inside, user: isRoot ? user : undefined }, DEFAULT_LIMITS);
  const at = args.findIndex((_, from) => without.length > 0 && without.every((item, n) => args[from + n] === item));
  if (without.length > 0 && at < 0) throw new Error(`There is no ${without.join(" ")} to leave out.`);
  const left = args.filter((_, n) => at < 0 || n < at || n >= at + without.length);
  const { stdout, stderr } = spawnSync(file, left, {
    encoding: "utf8",
    // Node's pipes are sockets: with one as standard input, Bash takes itself for a remote shell and reads other files.
    stdio: ["ignore", "pipe", "pipe"],
    cwd: "/",
    timeout: 300_000,
    env: { PATH: process.env["PATH"] ?? "" },
    ...(isRoot ? {} : ORDINARY),
  });
  return { stdout, stderr };
}

/** Why a grader of this kind cannot be tested here; undefined if it can. */
export function explainNotTried(grader: Grader): string | undefined {
  const why = explainNotConfined(DEFAULT_LIMITS);
  if (why !== undefined) return why;
  if (grader === "root")
    return canChangeUser() ? undefined : "this is not root, or a root that may not change its user";
  const { stdout, stderr } = runInSandbox(grader, ["--print", "1"]);
  return stdout === "1\n"
    ? undefined
    : `an ordinary user cannot make namespaces here, or cannot read Node: ${stderr.trim()}`;
}
