import { S3 } from "@aws-sdk/client-s3";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measureSeconds, type Bench } from "../bench";
import { startLabCloud } from "../contestants";
import { installPython } from "../install-python";

/** The commands of a whole flow. The project's own tests say what each command must leave behind. */
const COMMANDS: readonly (readonly string[])[] = [
  ["seed"],
  ["run"],
  ["snapshot"],
  ["test"],
  ...[2, 3].flatMap((run) => [["run", "--vars", `{run: ${run}}`], ["snapshot"], ["test", "--vars", `{run: ${run}}`]]),
  ["docs", "generate"],
  ["seed", "--full-refresh"],
  ["run", "--full-refresh"],
  ["test"],
];
/** The maximum time for a command: on a busy machine, too, only one that hangs takes longer. */
const MAX_MS = 240_000;
const KEYS = { accessKeyId: "testing", secretAccessKey: "testing" };

export const dbt: Bench = {
  name: "dbt",
  does: "all commands of dbt-athena on a project of its own (bench/dbt/project), which is too large for `npm test`: whether they run to their end, and how long that takes.",
  async run(root) {
    const bin = installPython(join(root, ".labs", "bench", "dbt"), [
      "-r",
      join(root, "bench", "dbt", "requirements.txt"),
    ]);
    const home = mkdtempSync(join(tmpdir(), "labs-dbt-"));
    const cloud = await startLabCloud(["--speed", "100"]);
    try {
      const { endpoint } = cloud;
      const s3 = new S3({ endpoint, region: "us-east-1", credentials: KEYS, forcePathStyle: true });
      for (const Bucket of ["results", "data"]) await s3.createBucket({ Bucket });
      s3.destroy();
      cpSync(join(root, "bench", "dbt", "project"), home, { recursive: true });
      // The variables that its users set, and none of this machine's others.
      const env = {
        PATH: process.env["PATH"],
        HOME: home,
        AWS_ENDPOINT_URL: endpoint,
        AWS_REGION: "us-east-1",
        AWS_DEFAULT_REGION: "us-east-1",
        AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
        AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
        PYTHONUTF8: "1",
      };
      const runCommand = (words: readonly string[]): void => {
        // `dbt` is started by its Python, not as a script: the script's first line holds the path where it was
        // installed, and folders move.
        const args = [join(bin, "dbt"), ...words, "--profiles-dir", home, "--project-dir", home];
        const options = { cwd: home, env, encoding: "utf8", timeout: MAX_MS } as const;
        const { status, stdout, stderr } = spawnSync(join(bin, "python"), args, options);
        if (status !== 0)
          throw new Error(`dbt ${words.join(" ")} ended with ${status ?? "a signal"}:\n${stdout}${stderr}`);
      };
      const seconds = await measureSeconds(() => COMMANDS.forEach(runCommand));
      return [{ what: `${COMMANDS.length} commands`, unit: "s", values: [seconds] }];
    } finally {
      await cloud.stop();
      rmSync(home, { recursive: true, force: true });
    }
  },
};
