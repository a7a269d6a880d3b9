import type { CommandIo } from "../command";

/** The exit status of a command that was ended by Ctrl-C, as shells give it: 128 and the signal's number. */
const INTERRUPTED = 130;

/**
 * Does work in the learner's AWS account that can be interrupted at any moment. At Ctrl-C the process ends at once, with one line on what
 * becomes of the work.
 *
 * @param line what AWS does with the work that was begun, and the command to go on
 */
export async function reportInterrupt<T>(
  line: string,
  { printError }: Pick<CommandIo, "printError">,
  work: () => Promise<T>,
): Promise<T> {
  const end = (): void => {
    printError(`Interrupted. ${line}`);
    process.exit(INTERRUPTED);
  };
  process.on("SIGINT", end);
  try {
    return await work();
  } finally {
    process.off("SIGINT", end);
  }
}
