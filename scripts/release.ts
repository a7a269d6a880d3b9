// `npm run release`: packs what can be published, and refuses what isn't ready.
import { dirname } from "node:path";
import { runCommand } from "./labs/command";
import { createTerminalIo } from "./labs/main";
import { release } from "./release/command";

process.exitCode = await runCommand(release, process.argv.slice(2), createTerminalIo(dirname(import.meta.dirname)));
