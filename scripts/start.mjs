// `npm start`. All other modules are loaded after the version check, since an old Node cannot even parse them.
import "./setup/loopback.mjs";
import { findNodeProblem } from "./setup/node-version.mjs";

const problem = findNodeProblem(process.versions.node);
if (problem) {
  console.error(problem);
  process.exitCode = 1;
} else if (process.argv.some((word) => word === "--help" || word === "-h")) {
  import("./start/help.mjs").then(({ HELP }) => console.log(HELP)); // before anything is installed
} else {
  // The next steps may take half a minute on a busy machine: without this line that would look like a fault.
  console.log("Starting the labs. This takes a few seconds, or up to a minute on a busy machine.");
  import("./setup/boot.mjs").then((setup) => setup.boot("scripts/start/main.ts", "npm start"));
}
