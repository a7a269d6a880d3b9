/** A program of somebody else's, as it is about to be started: a Lambda handler's runtime, the user data of an instance. */
export interface Command {
  /** The program and its arguments. */
  readonly argv: readonly string[];
  /** The folder it starts in; absolute. */
  readonly cwd: string;
  /** Its whole environment: nothing of the cloud's own is added. */
  readonly env: Readonly<Record<string, string>>;
  /** Folders that it may write to; absolute. */
  readonly writable: readonly string[];
  /** Files and folders that it needs to read, beside the system's own programs; absolute. */
  readonly readable: readonly string[];
  /** How much memory it should have at most; undefined for no limit of its own. */
  readonly memoryMiB?: number | undefined;
  /** What it is to find at other places than it has outside, where it is confined; read-only. */
  readonly placed?: readonly PlacedFolder[] | undefined;
  /** Set if it is one of the programs of an engine. */
  readonly part?: EnginePart | undefined;
}

/** A folder, and where a confined command finds it; both absolute. */
export interface PlacedFolder {
  readonly folder: string;
  readonly at: string;
}

/**
 * One of several programs that make up an engine, such as Flink's. Confined, each is in a network of its own, in which nobody else is: on
 * these loopback ports, and no others, they reach each other. Their `/etc/hosts` has the name of the machine.
 */
export interface EnginePart {
  /** Ports on which it answers the others. */
  readonly serves: readonly number[];
  /** Those of them on which it answers the cloud, too. */
  readonly servesCloud: readonly number[];
  /** Ports on which others answer it. */
  readonly reaches: readonly number[];
  /** What all programs of the engine may have together, where they are confined. */
  readonly limits: EngineLimits;
}

/** Beside the limits of all other confined commands. */
export interface EngineLimits {
  readonly memoryMiB: number;
  /** Processes and threads. */
  readonly processes: number;
  /** What each program may write to its own `OWN_TEMPORARY`. */
  readonly diskMiB: number;
}

/** The folder that each confined command has for itself alone: in memory, gone with the command. */
export const OWN_TEMPORARY = "/tmp";

/**
 * Puts a command into a sandbox: gives back the command line to start in its place. File descriptor 3 is the command's channel
 * to the cloud, and must reach it. What is started has to end when its own first process is killed.
 *
 * Without one, commands run as the user who runs the cloud does, in a process group of their own.
 */
export type Confine = (command: Command) => Pick<Command, "argv" | "cwd" | "env">;
