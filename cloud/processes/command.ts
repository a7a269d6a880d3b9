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
  /** The most memory of the program; undefined for no limit of its own. */
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
  /** Ports on which the program answers the other programs. */
  readonly serves: readonly number[];
  /** The ports of `serves` on which the program answers the cloud, too. */
  readonly servesCloud: readonly number[];
  /** Ports on which other programs answer this one. */
  readonly reaches: readonly number[];
  /** Limits for all programs of the engine together, if they are confined. */
  readonly limits: EngineLimits;
}

/** Limits of an engine, separate from those of other confined commands. */
export interface EngineLimits {
  readonly memoryMiB: number;
  /** The most processes and threads. */
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
