// `npm run new …`: begins a lab, a check, an operation or a report, with all files and entries that it needs.
import { dirname } from "node:path";
import { dispatch, createTerminalIo } from "./labs/main";
import { scaffolds } from "./new/index";

process.exitCode = await dispatch(process.argv.slice(2), createTerminalIo(dirname(import.meta.dirname)), {
  name: "npm run new",
  table: scaffolds,
});
