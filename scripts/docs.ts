// `npm run docs`: makes the documentation site of the project's own pages.
import { dirname } from "node:path";
import { docs } from "./docs/command";
import { runCommand } from "./labs/command";
import { terminal } from "./labs/main";

process.exitCode = await runCommand(docs, process.argv.slice(2), terminal(dirname(import.meta.dirname)));
