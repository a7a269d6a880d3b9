import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { projectFiles } from "../../scripts/project-files";

const ROOT = join(import.meta.dirname, "..", "..");

/** Where code of others runs, or what they hand in is read: here `cloud/others-folder.ts` is the one way to what they can write to. */
const WATCHED =
  /^(cloud\/(services\/(ec2|lambda|athena)|processes)\/|grader\/(sandbox|run|submission)\/|scripts\/labs\/(open-exercises|own-file|commands\/(pack|reset|solution|status))\b)(?!.*(\.test\.ts$|\btesting\/)).*\.ts$/;

/** Files that use Node's own functions all the same, and the folders that they are for. Nobody else can write to any of these. */
const OWN: Readonly<Record<string, string>> = {
  "cloud/processes/process-tree.ts": "/proc",
  "cloud/processes/processes.ts": "where prlimit is",
  "cloud/services/athena/engine/open-engine.ts":
    "folders that it makes; S3's objects, whose folder nobody else can write to",
  "cloud/services/athena/engine/plan/orc-files.ts": "the size of a file, without following a link",
  "cloud/services/athena/engine/process/query-processes.ts": "folders that it makes; the cloud's own programs",
  "cloud/services/athena/engine/process/write-result.ts": "runs inside the sandbox",
  "cloud/services/athena/engine/readers/lines.ts": "runs inside the sandbox",
  "cloud/services/athena/engine/readers/parquet-footer.ts": "runs inside the sandbox",
  "cloud/services/athena/results/read-results.ts": "S3's objects, whose folder nobody else can write to",
  "cloud/services/athena/running/query-runner.ts": "the cloud's folder of files that were taken from the engine",
  "cloud/services/athena/running/written-files.ts": "the cloud's folder of files that were taken from the engine",
  "cloud/services/ec2/machine/console.ts": "the console's file, beside the disk",
  "cloud/services/ec2/machine/machine.ts":
    "what an instance boots from, which it only reads; its disk before the first start",
  "cloud/services/lambda/code/code-store.ts": "the code, which functions only read",
  "cloud/services/lambda/code/sdk-links.ts": "links to the SDK, which functions only read",
  "cloud/services/lambda/execution/executions.ts": "the folder for temporary files, as it makes it",
  "cloud/services/lambda/execution/runtime-command.ts": "where the cloud's own programs are",
  "grader/run/fast-folder.ts": "how much room there is in memory",
  "grader/run/grading-cloud.ts": "the cloud's socket",
  "grader/run/run-script.ts": "the bundle that it has just made",
  "grader/run/scratch.ts": "the grader's own folder, as it makes it",
  "grader/sandbox/bubblewrap.ts": "this machine's programs, and /proc",
  "grader/sandbox/cgroup-hierarchies.ts": "/proc, and control groups",
  "grader/sandbox/cgroup.ts": "control groups",
  "grader/sandbox/confine.ts": "this machine's programs; who a folder belongs to, without following a link",
  "grader/sandbox/fresh-user.ts": "root's list of users in /run",
  "grader/sandbox/inside/channel.ts": "runs inside the sandbox",
  "grader/sandbox/memory-watch.ts": "/proc",
  "grader/sandbox/sandbox.ts": "a copy of the project's own files",
  "grader/sandbox/seccomp.ts": "the filter, in the grader's own folder",
  "grader/submission/container.ts": "names and kinds of what is handed in, without following a link",
  "grader/submission/find-submissions.ts": "names and kinds of what is handed in, without following a link",
  "scripts/labs/commands/pack.ts": "the zip that it makes",
  "scripts/labs/commands/reset.ts": "which files are there, and new names",
  "scripts/labs/commands/solution.ts": "which files are there, and new names",
};

const usesNode = (text: string): boolean =>
  /(from|import|require\(|import\(|getBuiltinModule\()\s*["'](node:)?fs(\/promises)?["']/.test(text);

describe("files that others can write to", () => {
  it("are reached in one way: who uses Node's own functions says for which folder of ours", async () => {
    const files = (await projectFiles(ROOT)).filter((path) => WATCHED.test(path));
    const using = files.filter((path) => usesNode(readFileSync(join(ROOT, path), "utf8")));
    expect(using.sort()).to.deep.equal(Object.keys(OWN).sort());
  });

  it("cannot be reached in a second way without being found here", () => {
    for (const way of [
      'import { readFileSync } from "node:fs";',
      'import * as fs from "fs";',
      'import { readFile } from "node:fs/promises";',
      'const { readFileSync } = require("fs");',
      'const fs = await import("node:fs");',
      'process.getBuiltinModule("fs").readFileSync;',
    ])
      expect(usesNode(way), way).to.equal(true);
    expect(usesNode('import { readOthersFile } from "../../others-folder";')).to.equal(false);
    expect(WATCHED.test("cloud/services/ec2/machine/logs.ts")).to.equal(true);
  });
});
