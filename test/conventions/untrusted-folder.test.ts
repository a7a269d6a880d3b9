import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { listProjectFiles } from "../../scripts/project-files";

const ROOT = join(import.meta.dirname, "..", "..");

/**
 * Code in these folders must access files that others can write only through `foundation/untrusted-folder.ts`: disks of instances, folders of
 * functions and queries, submissions, files that a learner has unpacked into the project.
 */
const WATCHED = /^(athena-sql|cloud|foundation|grader|scripts\/labs)\/(?!.*(\.test\.ts$|\btesting\/)).*\.(ts|mjs|cjs)$/;
const THE_WAY = "foundation/untrusted-folder.ts";

/**
 * Files that may use Node's own functions, each with the folders that it uses them on: only the project itself writes to
 * these folders.
 */
const OWN: Readonly<Record<string, string>> = {
  "cloud/build.mjs": "the package's own files",
  "foundation/columnar/duckdb.ts": "a folder for what DuckDB cannot hold in memory, as it makes it",
  "foundation/columnar/find-duckdb.ts": "the package's own files, and its folder in this user's cache",
  "cloud/compiled.cjs": "the cloud's own bundles",
  "cloud/core/file-stream.ts": "S3's objects, whose folder nobody else can write to",
  "cloud/facts/read-facts.ts": "the project's own lists of facts",
  "foundation/nearest.ts": "whether this machine has a `.venv` or a Flink",
  "cloud/flink/engine.ts": "Flink's own folder and configuration, which confined jobs only read",
  "cloud/flink/flink.ts": "whether the Java is there",
  "cloud/flink/free-memory.ts": "/proc",
  "cloud/flink/identity.ts": "Flink's configuration, which confined jobs only read",
  "cloud/flink/installation.ts": "the installed Flink",
  "cloud/flink/java.ts": "where Java is",
  "cloud/flink/parts.ts": "where Java is",
  "cloud/flink/programs.ts": "whether an archive of Flink's classes is there",
  "cloud/image/serve.mjs": "its own temporary folder",
  "cloud/plain-schemas.mjs": "the schemas of installed packages",
  "foundation/processes/process-tree.ts": "/proc",
  "cloud/processes/processes.ts": "where prlimit is",
  "foundation/processes/command.ts": "the names in /etc",
  "cloud/resources/load-resources.ts": "the file that the command line names",
  "cloud/server/console/assets.ts": "the console's own files, in dist/",
  "cloud/server/port.ts": "the cloud's own socket, which it removes only if it is one",
  "athena-sql/local-tables.ts": "the folders that the caller names as its own tables",
  "athena-sql/plan/engine.ts": "folders that it makes; S3's objects, whose folder nobody else can write to",
  "athena-sql/plan/orc-files.ts": "the size of a file, without following a link",
  "athena-sql/process/query-processes.ts": "folders that it makes",
  "athena-sql/process/start-process.ts": "the cloud's own programs",
  "athena-sql/process/write-result.ts": "runs inside the sandbox",
  "athena-sql/readers/lines.ts": "runs inside the sandbox",
  "athena-sql/readers/parquet-footer.ts": "runs inside the sandbox",
  "cloud/services/athena/model/results/read-results.ts": "S3's objects, whose folder nobody else can write to",
  "cloud/services/athena/model/running/written-files.ts": "the cloud's folder of files that were taken from the engine",
  "cloud/services/ec2/model/machine.ts":
    "what an instance boots from, which it only reads; its disk before the first start; the console's file, beside the disk",
  "cloud/services/firehose/model/delivery/record-buffer.ts": "Firehose's own folder",
  "cloud/services/firehose/model/conversion/columnar-file.ts": "Firehose's own folder",
  "cloud/services/firehose/model/conversion/parquet-writer.ts": "Firehose's own folder",
  "cloud/services/firehose/model/delivery/delivery-context.ts": "Firehose's own folder",
  "cloud/services/firehose/model/state/firehose.ts": "Firehose's own folder",
  "cloud/services/firehose/store/record-log.ts": "Firehose's own folder",
  "cloud/services/firehose/model/delivery/convert-buffer.ts": "Firehose's own folder",
  "cloud/services/kinesisanalyticsv2/model/program-code.ts":
    "the code as it came from S3, which programs get a copy of",
  "cloud/services/kinesisanalyticsv2/model/running/carry.ts":
    "names of what Flink wrote; the files themselves when they were taken to where no job reaches",
  "cloud/services/kinesisanalyticsv2/model/running/job-runner.ts":
    "whether there are checkpoints; where jobs are confined, nothing of theirs is removed",
  "cloud/services/kinesisanalyticsv2/model/running/run-program.ts":
    "a copy of the code, made again before the program starts, which confined programs only read",
  "cloud/services/lambda/model/code/code-store.ts": "the code, which functions only read",
  "cloud/services/lambda/model/code/layered-code.ts": "the code with its layers, which functions only read",
  "cloud/processes/sdk-links.ts": "links to the SDK, which functions only read",
  "cloud/services/lambda/model/execution/executions.ts": "the folder for temporary files, as it makes it",
  "cloud/services/lambda/model/execution/runtime-command.ts": "where the cloud's own programs are",
  "cloud/services/lambda/model/runtime/node-handler.mjs": "runs inside the sandbox",
  "cloud/services/logs/model/log-groups.ts": "the service's own logs",
  "cloud/services/s3/store/blob-folder.ts": "S3's objects, whose folder nobody else can write to",
  "cloud/services/s3/store/blob-writer.ts": "S3's objects, whose folder nobody else can write to",
  "cloud/services/s3/store/index-log.ts": "the service's own log",
  "cloud/storage/append-log.ts": "the cloud's own logs",
  "cloud/storage/closing-record.ts": "the cloud's folder, without the folders that programs write to",
  "cloud/storage/damaged-copy.ts": "the cloud's own logs",
  "cloud/storage/folder-lock.ts": "the cloud's folder, which is its owner's alone",
  "cloud/storage/if-present.ts": "the cloud's own logs",
  "cloud/storage/numbered-logs.ts": "the cloud's own logs",
  "cloud/storage/open-files.ts": "the cloud's own logs",
  "cloud/storage/private-folder.ts": "the cloud's folder, without the folders that programs write to",
  "cloud/storage/storage.ts":
    "the cloud's folder, which is its owner's alone; what others write to in it is removed the one way",
  "cloud/storage/table.ts": "the cloud's own tables",
  "cloud/third-party.mjs": "the licenses of installed packages",
  "grader/batch/out-folder.ts": "the instructor's folder of results",
  "grader/batch/write-class.ts": "the instructor's folder of results",
  "grader/batch/translate-for.ts": "the project's own translations",
  "grader/batch/progress-log.ts": "the instructor's folder of results",
  "grader/core/bundle.mjs": "the project's own files",
  "grader/checker/checker.ts": "the project's own files: when they were changed",
  "grader/checker/main.ts": "the project's `.labs`",
  "grader/class-copy/recorded-lab.ts": "the course's own files",
  "grader/compile/processor-seconds.ts": "/proc",
  "grader/compile/snapshot.ts": "names of the project's own files",
  "grader/compile/trusted-compiler.ts": "whether there are solutions in the project",
  "grader/engine/open-grader.ts": "the project's own files",
  "grader/engine/solution.ts": "the project's `.labs`",
  "grader/engine/stored-json.ts": "the project's `.labs`",
  "grader/engine/source-digest.ts": "the project's own files",
  "grader/checker/rehearsal.ts": "the grader's own folder, as it makes it",
  "grader/run/cloud-doorbell.ts": "its own socket",
  "grader/compile/compile-cells.ts": "the project's own scripts of labs",
  "grader/core/ignore-missing.ts": "whether a file of the course, or of the instructor's, is present",
  "grader/merge/lab-scripts.ts": "the course's own files",
  "grader/merge/other-labs.ts": "the names of the course's notebooks",
  "grader/sandbox/fast-folder.ts": "how much room there is in memory",
  "grader/run/grading-cloud.ts": "the cloud's socket",
  "grader/run/run-script.ts": "the bundle that it has just made",
  "grader/sandbox/scratch.ts": "the grader's own folder, as it makes it",
  "grader/sandbox/bubblewrap.ts": "this machine's programs, and /proc",
  "grader/sandbox/cgroup-hierarchies.ts": "/proc, and control groups",
  "grader/sandbox/cgroup.ts": "control groups",
  "grader/sandbox/change-users.ts": "/proc",
  "grader/sandbox/code-cache/cache-file.ts": "the code cache, which sandboxes only read",
  "grader/sandbox/code-cache/code-cache.ts": "the project's own files",
  "grader/sandbox/code-cache/make.ts": "the code cache, as it is made",
  "grader/sandbox/confine.ts": "this machine's programs; who a folder belongs to, without following a link",
  "grader/sandbox/fresh-user.ts": "root's list of users in /run",
  "grader/sandbox/inside/channel.ts": "runs inside the sandbox",
  "grader/sandbox/memory-watch.ts": "/proc",
  "grader/sandbox/parties.ts": "names of hosts, in the run's own folder",
  "grader/sandbox/port-exchange.ts": "its own socket, in the run's own folder",
  "grader/sandbox/sandbox.ts": "a copy of the project's own files",
  "grader/sandbox/start-snapshot.ts": "the grader's own folder, as it makes it",
  "grader/sandbox/seccomp.ts": "the filter, in the grader's own folder",
  "grader/sandbox/worker-disk.ts": "new folders on its own disks, and how many files are there",
  "grader/batch/shard-file.ts": "the instructor's folders of results",
  "grader/submission/container.ts": "names and kinds of what is handed in, without following a link",
  "grader/submission/look-at-path.ts": "names and kinds of what is handed in, without following a link",
  "grader/submission/nbgrader-course.ts": "names and kinds of what is handed in, without following a link",
  "grader/submission/read-submission.ts": "names and kinds of what is handed in, without following a link",
  "scripts/labs/bundle.mjs": "the project's own files",
  "scripts/labs/checker/ask-checker.ts": "the project's `.labs`",
  "scripts/labs/class/read-reports.ts": "the names in the class's folder",
  "scripts/labs/class/receive-reports.ts": "the instructor's folder, into which it writes a new token",
  "scripts/labs/commands/class.ts": "the instructor's folder, as it makes it",
  "scripts/labs/commands/share.ts": "whether a folder is there",
  "scripts/labs/progress/report.ts": "new files, which replace a link instead of following it",
  "scripts/labs/progress/share-progress.ts": "the project's `.labs`; removes its reports from the class's folder",
  "scripts/labs/commands/pack.ts": "the zip that it makes",
  "scripts/labs/commands/post-grades.ts": "the instructor's folders of results and scores",
  "scripts/labs/commands/release.ts": "the project's own files, and the release that it makes",
  "scripts/labs/commands/review.ts": "the page and the table of marks that the instructor names",
  "scripts/labs/commands/reset.ts": "which files are there, and new names",
  "scripts/labs/commands/solution.ts": "which files are there, and new names",
  "scripts/labs/doctor/findings.ts": "this machine's programs, and the project's `.labs`",
  "scripts/labs/exercise-ids.ts": "the course's own files",
  "scripts/labs/grade/read-tables.ts": "the tables that the instructor names",
  "scripts/labs/pristine.ts": "the course's own files, and what is kept of them in `.labs`",
  "scripts/labs/release/check-files.ts": "the project's own files",
  "scripts/labs/release/write-release.ts": "the project's own files, and the release that it makes",
  "scripts/labs/review/broken-operators.ts": "copies of the project's code, in a temporary folder of its own",
  "scripts/labs/review/run-tests.ts": "a copy of the project's code, in a temporary folder of its own",
  "scripts/labs/review/project.ts": "names and kinds of what is reviewed, without following a link",
  "scripts/labs/solution-files.ts": "the course's own solutions",
};

const isUsingNode = (text: string): boolean =>
  /(from|import|require\(|import\(|getBuiltinModule\()\s*["'](node:)?fs(\/promises)?["']/.test(text);

describe("files that others can write to", () => {
  it("are accessed in one way: files that use Node's own functions name the folder of ours", async () => {
    const files = (await listProjectFiles(ROOT)).filter((path) => WATCHED.test(path) && path !== THE_WAY);
    const using = files.filter((path) => isUsingNode(readFileSync(join(ROOT, path), "utf8")));
    expect(using.sort()).to.deep.equal(Object.keys(OWN).sort());
  });

  it("can't be accessed in another way undetected", () => {
    for (const way of [
      'import { readFileSync } from "node:fs";',
      'import * as fs from "fs";',
      'import { readFile } from "node:fs/promises";',
      'const { readFileSync } = require("fs");',
      'const fs = await import("node:fs");',
      'process.getBuiltinModule("fs").readFileSync;',
    ])
      expect(isUsingNode(way), way).to.equal(true);
    expect(isUsingNode('import { readUntrustedFile } from "../../untrusted-folder";')).to.equal(false);
    for (const path of ["cloud/services/ec2/machine/logs.ts", "cloud/new-folder/file.ts", "grader/judge/new.mjs"])
      expect(WATCHED.test(path), path).to.equal(true);
  });
});
