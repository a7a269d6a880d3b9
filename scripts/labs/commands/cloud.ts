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
    port: { type: "string", value: "N", help: "the port on 127.0.0.1; 0 takes any that is free", default: "4566" },
    data: { type: "string", value: "DIR", help: "keep data in this folder; it survives a restart" },
    memory: { type: "boolean", help: "keep data only while the cloud runs" },
    speed: {
      type: "string",
      value: "N",
      help: "cloud time runs N times faster; 0 moves only when you advance it",
      default: "1",
    },
    seed: { type: "string", value: "N", help: "the same seed gives the same ids and the same chances" },
    keys: {
      type: "string",
      value: "any|own",
      help: "take every key, or only this cloud's, signatures verified",
      default: "any",
    },
    "allow-code": {
      type: "boolean",
      help: "run functions and instances for any caller, also with --keys any: every user of this machine can then run programs as you",
    },
    iam: {
      type: "string",
      value: "off|on",
      help: "whether roles must exist and trust the service that takes them",
      default: "off, but on with --lag",
    },
    lag: {
      type: "boolean",
      help: "take as long as AWS for what is not done at once there, and throttle control planes at AWS's rates; --speed shortens it",
    },
    socket: { type: "string", value: "PATH", help: "listen on this Unix socket as well" },
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
