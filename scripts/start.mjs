// `npm start`. Everything is loaded after the version check, since an old Node cannot even parse it.
import { nodeProblem } from "./setup/node-version.mjs";

const problem = nodeProblem(process.versions.node);
if (problem) {
  console.error(problem);
  process.exitCode = 1;
} else {
  import("./setup/boot.mjs").then((setup) => setup.boot("scripts/start/main.ts", "npm start"));
}
