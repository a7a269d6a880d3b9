import { createInterface } from "node:readline";
import type { CommandIo } from "./command";

/**
 * A function that asks the person at this process's terminal.
 *
 * @returns undefined if there is no terminal: in a pipe, in a workflow
 */
export function askOnTerminal(): CommandIo["ask"] {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  return (question) =>
    new Promise((resolve) => {
      // The question goes to standard error, since standard output may go into a file.
      const terminal = createInterface({ input: process.stdin, output: process.stderr });
      const close = (): void => {
        terminal.close();
      };
      const signals = ["SIGTERM", "SIGHUP"] as const;
      for (const signal of signals) process.once(signal, close);
      // Ctrl-C, Ctrl-D and these signals close the terminal without an answer.
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
