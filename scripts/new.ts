// `npm run new …`: begins a lab, a check, an operation or a report, so that nothing of it is forgotten.
import { dirname } from "node:path";
import { dispatch, terminal } from "./labs/main";
import { scaffolds } from "./new/index";

process.exitCode = await dispatch(process.argv.slice(2), terminal(dirname(import.meta.dirname)), {
  name: "npm run new",
  table: scaffolds,
});
