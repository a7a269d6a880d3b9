import { createInterface } from "node:readline";
import type { Io } from "./command";

/**
 * How a person at this process's terminal is asked.
 *
 * @returns undefined where nobody types: in a pipe, in a workflow
 */
export function askOnTerminal(): Io["ask"] {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  return (question) =>
    new Promise((resolve) => {
      // The question goes where errors go: the output may go into a file.
      const terminal = createInterface({ input: process.stdin, output: process.stderr });
      const close = (): void => {
        terminal.close();
      };
      const signals = ["SIGTERM", "SIGHUP"] as const;
      for (const signal of signals) process.once(signal, close);
      // Ctrl-C and Ctrl-D close it without an answer, as do these signals.
      terminal.once("close", () => {
        for (const signal of signals) process.off(signal, close);
        resolve("");
      });
      terminal.question(question, (answer) => {
        resolve(answer);
        terminal.close();
      });
    });
}
