import { spawn, type SpawnOptions } from "node:child_process";

export interface RunOptions extends SpawnOptions {
  /** Receives the messages that a Node program sends over its IPC channel. */
  readonly hear?: (message: unknown) => void;
}

/**
 * Runs a program to its end and prints the program's output as it arrives.
 *
 * @returns the program's exit status; 128 + 2 if it was interrupted
 * @throws Error if it could not be started
 */
export async function runProcess(
  program: string,
  args: readonly string[],
  { hear, ...options }: RunOptions,
): Promise<number> {
  const child = spawn(program, args, {
    ...options,
    stdio: ["ignore", "pipe", "pipe", ...(hear ? ["ipc" as const] : [])],
  });
  if (hear) child.on("message", hear);
  // Decoded as a stream, so that a letter of several bytes may arrive in two halves.
  child.stdout?.setEncoding("utf8").on("data", (text: string) => process.stdout.write(text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => process.stderr.write(text));
  const onSignal = (): void => void child.kill("SIGINT");
  process.on("SIGINT", onSignal);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (status) => resolve(status ?? 130));
    });
  } finally {
    process.off("SIGINT", onSignal);
  }
}
