import { pathToFileURL } from "node:url";
import { buildCloud } from "../../../cloud/build.mjs";
import type { Command } from "../command";

/** The exports of the bundled module; cloud/command-line.ts documents them. */
interface CommandLine {
  readonly runCommandLine: (args: readonly string[]) => Promise<number>;
}

/**
 * Passes all arguments to the lab cloud's own command line. That also prints the help, so that there is only one list
 * of options.
 */
export const cloud: Command = {
  usage:
    "labs cloud [--port 4566] [--data DIR | --memory] [--speed N] [--seed N] [--keys any|own] [--allow-code] [--iam off|on] [--lag] [--resources FILE]",
  does: "Run the lab cloud in this terminal until Ctrl-C.",
  options: {
    port: { type: "string", value: "N", help: "the port on 127.0.0.1; 0 picks any free port", default: "4566" },
    data: { type: "string", value: "DIR", help: "keep data in this folder; it survives a restart" },
    memory: { type: "boolean", help: "keep data only while the cloud runs" },
    speed: {
      type: "string",
      value: "N",
      help: "cloud time runs N times faster; with 0 it moves only when you advance it",
      default: "1",
    },
    seed: { type: "string", value: "N", help: "the same seed gives the same IDs and the same random choices" },
    keys: {
      type: "string",
      value: "any|own",
      help: "accept any key, or only this cloud's with verified signatures",
      default: "any",
    },
    "allow-code": {
      type: "boolean",
      help: "run functions and instances for any caller, even with --keys any: every user of this machine can then run programs as you",
    },
    iam: {
      type: "string",
      value: "off|on",
      help: "whether roles must exist and trust the service that assumes them",
      default: "off; on with --lag",
    },
    lag: {
      type: "boolean",
      help: "take as long as AWS for slow operations, and throttle control planes at AWS's rates; --speed shortens it",
    },
    socket: { type: "string", value: "PATH", help: "also listen on this Unix socket" },
    fsync: { type: "boolean", help: "wait for the disk before a write is acknowledged" },
    resources: {
      type: "string",
      value: "FILE",
      help: "create the resources in this JSON file or module that do not exist yet",
    },
  },
  async call(argv) {
    const { commandLine: path } = await buildCloud();
    // The border: the bundle was just made from cloud/command-line.ts.
    const { runCommandLine } = (await import(pathToFileURL(path).href)) as CommandLine;
    return runCommandLine(argv);
  },
};
