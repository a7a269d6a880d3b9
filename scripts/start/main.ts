import { askOnTerminal } from "../labs/ask-on-terminal";
import { runCommand } from "../labs/command";
import { start } from "./start";

/** Called by `boot.mjs` when everything is installed. Gives the exit status. */
export function main(root: string, args: readonly string[]): Promise<number> {
  // Writing to a closed terminal fails. The error is ignored, so that the session can end in order.
  process.stdout.on("error", () => undefined);
  process.stderr.on("error", () => undefined);
  const io = {
    printResult: (line: string) => console.log(line),
    printError: (line: string) => console.error(line),
    root,
    cwd: process.cwd(),
    env: process.env,
    isTerminal: process.stderr.isTTY,
    ask: askOnTerminal(),
  };
  return runCommand(start, args, io);
}
