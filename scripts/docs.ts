// `npm run docs`: makes the documentation site of the project's own pages.
import { dirname } from "node:path";
import { docs } from "./docs/command";
import { runCommand } from "./labs/command";
import { createTerminalIo } from "./labs/main";

process.exitCode = await runCommand(docs, process.argv.slice(2), createTerminalIo(dirname(import.meta.dirname)));
