import { spawnSync } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { createRow, measureSeconds, type Row, type Run } from "../bench";
import { installPython } from "../install";
import { startLabCloud } from "../servers";
import { createS3Call, openConnection } from "../wire";

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

export async function runDbt(run: Run): Promise<Row[]> {
  const requirements = join(run.root, "bench", "dbt", "requirements.txt");
  const bin = installPython(join(run.root, ".labs", "bench", "dbt"), ["-r", requirements]);
  const home = run.createFolder();
  const { endpoint } = await startLabCloud(run, ["--speed", "100"]);
  for (const bucket of ["results", "data"])
    await openConnection(endpoint, "HTTP/1.1", 1).send(createS3Call("PUT", `/${bucket}`));
  cpSync(join(run.root, "bench", "dbt", "project"), home, { recursive: true });
  // The variables that its users set, and none of this machine's others.
  const env = {
    PATH: process.env["PATH"],
    HOME: home,
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: "us-east-1",
    AWS_DEFAULT_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "testing",
    AWS_SECRET_ACCESS_KEY: "testing",
    PYTHONUTF8: "1",
  };
  const runCommand = (words: readonly string[]): void => {
    // `dbt` is started by its Python, not as a script: the script's first line holds the path where it was
    // installed, and folders move.
    const args = [join(bin, "dbt"), ...words, "--profiles-dir", home, "--project-dir", home];
    const options = { cwd: home, env, encoding: "utf8", timeout: MAX_MS } as const;
    const { status, stdout, stderr } = spawnSync(join(bin, "python"), args, options);
    if (status !== 0) throw new Error(`dbt ${words.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
  };
  const seconds = await measureSeconds(() => COMMANDS.forEach(runCommand));
  return [createRow(`${COMMANDS.length} commands`, "s", [seconds])];
}
