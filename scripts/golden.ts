// `npm run golden`: rewrites golden files.
import { dirname } from "node:path";
import { golden } from "./golden/command";
import { runCommand } from "./labs/command";
import { createTerminalIo } from "./labs/main";

process.exitCode = await runCommand(golden, process.argv.slice(2), createTerminalIo(dirname(import.meta.dirname)));
