// `npm run notebooks`: makes the learner's and the solution's notebooks and scripts of every lab.
import { dirname } from "node:path";
import { generate } from "./course/command";
import { runCommand } from "./labs/command";
import { createTerminalIo } from "./labs/main";

process.exitCode = await runCommand(generate, process.argv.slice(2), createTerminalIo(dirname(import.meta.dirname)));
