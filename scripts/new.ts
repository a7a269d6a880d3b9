// `npm run new …`: begins a lab, a check, an operation or a report, with all files and entries that it needs.
import { dirname } from "node:path";
import { dispatch, terminal } from "./labs/main";
import { scaffolds } from "./new/index";

process.exitCode = await dispatch(process.argv.slice(2), terminal(dirname(import.meta.dirname)), {
  name: "npm run new",
  table: scaffolds,
});
