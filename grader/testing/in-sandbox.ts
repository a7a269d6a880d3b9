import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { changesUser, confined, sandboxUser, whyNotConfined, WRITABLE_INSIDE } from "../sandbox/bubblewrap";
import type { Mount } from "../sandbox/bubblewrap";
import type { Cgroup } from "../sandbox/cgroup";
import { SYSTEM } from "../sandbox/confine";
import { DEFAULT_LIMITS } from "../sandbox/limits";

/** Whose sandbox it is: that of a grader that is root, or of one that is anybody else. */
export type Grader = "root" | "an ordinary user";

/** What is otherwise in a sandbox: defences that are switched off. */
export interface Otherwise {
  /** Arguments of bubblewrap and what it starts to leave out, in the order in which they stand. */
  readonly without?: readonly string[];
  /** Variables that are given to the first program, too. */
  readonly env?: Readonly<Record<string, string>>;
  readonly mounts?: readonly Mount[];
  readonly cgroup?: Cgroup;
  /** Root's: the user that the code becomes; a fresh one, if not given. */
  readonly user?: number;
}

/** What switches the filter of system calls off. */
export const NO_FILTER = ["--seccomp", "9"];
/** An ordinary user of whom nothing runs on this machine; whoever is not root is one already. */
export const ORDINARY = process.getuid?.() === 0 ? { uid: 2_100_000_001, gid: 2_100_000_001 } : {};

/** Runs Node confined, the system's own programs beside it. @returns what it prints and says on stderr */
export function inSandbox(grader: Grader, nodeArgs: readonly string[], otherwise: Otherwise = {}) {
  const { without = [], env = {}, mounts = [], cgroup, user = sandboxUser() } = otherwise;
  const system = SYSTEM.filter((path) => existsSync(path)).map((path) => ({ outside: path, inside: path }));
  const inside = { mounts: [...system, ...mounts], folder: WRITABLE_INSIDE, env, cgroup };
  const isRoot = grader === "root";
  const { file, args } = confined(nodeArgs, { ...inside, user: isRoot ? user : undefined }, DEFAULT_LIMITS);
  const at = args.findIndex((_, from) => without.length > 0 && without.every((one, n) => args[from + n] === one));
  if (without.length > 0 && at < 0) throw new Error(`There is no ${without.join(" ")} to leave out.`);
  const left = args.filter((_, n) => at < 0 || n < at || n >= at + without.length);
  const { stdout, stderr } = spawnSync(file, left, {
    encoding: "utf8",
    // Bash takes a socket, as Node's pipes are, for a remote shell's, and heeds other files.
    stdio: ["ignore", "pipe", "pipe"],
    cwd: "/",
    timeout: 60_000,
    env: { PATH: process.env["PATH"] ?? "" },
    ...(isRoot ? {} : ORDINARY),
  });
  return { stdout, stderr };
}

/** Why a grader of this kind cannot be tried here, or nothing if it can. */
export function whyNotTried(grader: Grader): string | undefined {
  const why = whyNotConfined(DEFAULT_LIMITS);
  if (why !== undefined) return why;
  if (grader === "root") return changesUser() ? undefined : "this is not root, or a root that may not change its user";
  const { stdout, stderr } = inSandbox(grader, ["--print", "1"]);
  return stdout === "1\n"
    ? undefined
    : `an ordinary user cannot make namespaces here, or cannot read Node: ${stderr.trim()}`;
}
