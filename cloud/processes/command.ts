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
}

/**
 * Puts a command into a sandbox: gives back the command line to start in its place. File descriptor 3 is the command's channel
 * to the cloud, and must reach it. What is started has to end when its own first process is killed.
 *
 * Without one, commands run as the user who runs the cloud does, in a process group of their own.
 */
export type Confine = (command: Command) => Pick<Command, "argv" | "cwd" | "env">;
