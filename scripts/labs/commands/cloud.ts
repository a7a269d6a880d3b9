import { pathToFileURL } from "node:url";
import { buildCloud } from "../../../cloud/build.mjs";
import type { Command } from "../command";

/** The exports of the bundled module; cloud/command-line.ts documents them. */
interface CommandLine {
  readonly runCommandLine: (args: readonly string[]) => Promise<number>;
}

/** Passes all arguments, `--help` among them, to the lab cloud's own command line, which has the only list of options. */
export const cloud: Command = {
  usage: "labs cloud [--port 4566] [--data DIR | --memory] …",
  does: "Run the lab cloud in this terminal until Ctrl-C.",
  options: {},
  hasItsOwnHelp: true,
  async call(argv) {
    const { commandLine: path } = await buildCloud();
    // The border: the bundle was just made from cloud/command-line.ts.
    const { runCommandLine } = (await import(pathToFileURL(path).href)) as CommandLine;
    return runCommandLine(argv);
  },
};
