// `npm test`. All other modules are loaded after the version check, since an old Node cannot even parse them.
import { findNodeProblem } from "./setup/node-version.mjs";

const problem = findNodeProblem(process.versions.node);
if (problem) {
  console.error(problem);
  process.exitCode = 1;
} else {
  import("./setup/boot.mjs").then((setup) => setup.boot("scripts/test/main.ts", "npm test"));
}
