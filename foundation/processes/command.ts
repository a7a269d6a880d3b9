import { spawnSync } from "node:child_process";
import { readdirSync, readlinkSync } from "node:fs";

/**
 * A program with other people's code that is about to be started: a Lambda handler's runtime, the user data of an
 * instance.
 */
export interface Command {
  /** The program and its arguments. */
  readonly argv: readonly string[];
  /** The working folder; absolute. */
  readonly cwd: string;
  /** The whole environment: no variable of the cloud's own is added. */
  readonly env: Readonly<Record<string, string>>;
  /** Folders that the program may write to; absolute. */
  readonly writable: readonly string[];
  /** Files and folders that the program needs to read, beside the system's own programs; absolute. */
  readonly readable: readonly string[];
  /** The maximum memory of the program; undefined for no limit of its own. */
  readonly memoryMiB?: number | undefined;
  /** Folders that a confined program finds at other paths than outside; read-only. */
  readonly placed?: readonly MountedFolder[] | undefined;
  /** Set if the program is one of an engine. */
  readonly part?: EnginePart | undefined;
}

/** A folder, and where a confined command finds it; both absolute. */
export interface MountedFolder {
  readonly folder: string;
  readonly at: string;
}

/**
 * One of several programs that make up an engine, such as Flink's. If confined, each program has an isolated network of
 * its own: the programs reach each other only on these loopback ports. Their `/etc/hosts` has the machine's name.
 */
export interface EnginePart {
  /** Ports where the program answers the other programs. */
  readonly serves: readonly number[];
  /** The ports of `serves` where the program answers the cloud, too. */
  readonly servesCloud: readonly number[];
  /** Ports where other programs answer this one. */
  readonly reaches: readonly number[];
  /** Limits for all programs of the engine together, if they are confined. */
  readonly limits: EngineLimits;
}

/** Limits of an engine, separate from those of other confined commands. */
export interface EngineLimits {
  readonly memoryMiB: number;
  /** The maximum number of processes and threads. */
  readonly processes: number;
  /** The most that each program may write to its own `CONFINED_TEMPORARY`. */
  readonly diskMiB: number;
}

/** A folder in memory that each confined command has for itself; it is gone when the command ends. */
export const CONFINED_TEMPORARY = "/tmp";

/**
 * Puts a command into a sandbox: returns the command line to start instead. File descriptor 3 is the command's channel
 * to the cloud, and must be passed on. The whole sandbox must end when its first process is killed.
 *
 * Without a sandbox, commands run as the cloud's own user, in a process group of their own.
 */
export type Confine = (command: Command) => Pick<Command, "argv" | "cwd" | "env">;

/**
 * Mounts a folder at `/etc/<name>` for one command, in its own mount namespace: other processes do not see it, and
 * the disk does not change. Everything else is as outside, so this isn't a sandbox.
 *
 * @param argv the program and its arguments
 * @returns the command line to start instead
 */
export function mountInEtc(
  argv: readonly string[],
  { name, folder }: { readonly name: string; readonly folder: string },
): readonly string[] {
  // A mount needs an existing folder, and a new one would be visible outside: so all of /etc is rebuilt in the
  // namespace.
  const others = readdirSync("/etc", { withFileTypes: true }).filter((entry) => entry.name !== name);
  const mounts = others.flatMap((entry) => {
    const path = `/etc/${entry.name}`;
    return entry.isSymbolicLink() ? ["--symlink", readlinkSync(path), path] : ["--dev-bind", path, path];
  });
  const ours = ["--ro-bind", folder, `/etc/${name}`];
  return ["bwrap", "--dev-bind", "/", "/", "--tmpfs", "/etc", ...mounts, ...ours, "--die-with-parent", "--", ...argv];
}

let why: string | undefined | null = null;

/** Why `mountInEtc` does not work on this machine; undefined if it does. Tested once. */
export function explainNoMountInEtc(): string | undefined {
  if (why !== null) return why;
  if (process.platform !== "linux") return (why = "bubblewrap runs on Linux only");
  const { error, status, stderr } = spawnSync("bwrap", ["--dev-bind", "/", "/", "--tmpfs", "/etc", "--", "/bin/true"], {
    encoding: "utf8",
    timeout: 10_000,
  });
  if (error !== undefined) why = "bubblewrap (bwrap) is not installed";
  else why = status === 0 ? undefined : `bubblewrap does not work here: ${stderr.trim()}`;
  return why;
}
