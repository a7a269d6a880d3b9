import type { Row } from "../bench";
import { waitForFirstAnswer, createContestant } from "../contestants";
import { RIVAL_NAMES, installRivals, startRival, type RivalName } from "../rivals";
import { createWorkplace, type CdkProject } from "./workplace";

/** Runs of CDK commands; each run ends with the first command that fails. The deployed stack is used on the lab cloud alone, since no rival's clock can be advanced. */
const RUNS = [
  [["bootstrap"], ["deploy", "--require-approval", "never"], ["destroy", "--force"]],
  [["bootstrap"], ["bootstrap", "--bootstrap-customer-key"]],
] as const;
/** The most characters of a failed command's last line that are printed. */
const MAX_WORDS = 300;

/** Times the same commands on the other local clouds, each run on a fresh one. BENCH_RIVALS=none gives no rows. */
export async function measureRivals(root: string, packages: string): Promise<Row[]> {
  if (process.env["BENCH_RIVALS"] === "none") return [];
  const bin = installRivals(root);
  const rows = new Map<string, Row>();
  for (const name of RIVAL_NAMES)
    for (const commands of RUNS)
      for (const row of await runOn(name, { bin, packages, commands })) rows.set(row.what, rows.get(row.what) ?? row);
  return [...rows.values()];
}

interface Run {
  readonly bin: string;
  readonly packages: string;
  readonly commands: readonly (readonly string[])[];
}

async function runOn(name: RivalName, { bin, packages, commands }: Run): Promise<readonly Row[]> {
  const { endpoint, child } = await startRival(name, bin);
  const keys = { accessKeyId: "testing", secretAccessKey: "testing" };
  const project = createWorkplace(packages, { endpoint, region: "us-east-1", ...keys });
  try {
    await waitForFirstAnswer(endpoint);
    return await runUpToFailure(project, commands, name);
  } finally {
    project.remove();
    await createContestant(name, child, endpoint).stop();
  }
}

async function runUpToFailure(
  { runCdk }: CdkProject,
  commands: Run["commands"],
  name: RivalName,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const command of commands) {
    const what = `${command.join(" ")}, on ${name}`;
    const began = performance.now();
    const stopped = await runCdk(...command).then(() => undefined, getLastLine);
    if (stopped !== undefined) {
      console.log(`  ${what} stopped: ${stopped}`);
      return rows;
    }
    rows.push({ what, unit: "s", values: [(performance.now() - began) / 1000] });
  }
  return rows;
}

/** The last line that a failed command printed, and whether the command was killed since it took too long. */
function getLastLine(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const {
    stdout = "",
    stderr = "",
    killed = false,
  } = error as Error & {
    readonly stdout?: string;
    readonly stderr?: string;
    readonly killed?: boolean;
  };
  // With CI=1 the CDK writes its progress to stdout, and the reason of a failure to stderr.
  const output = (stderr.trim() || stdout).trim().split("\n").at(-1)?.trim().slice(0, MAX_WORDS) ?? "";
  return killed ? `it had not ended after four minutes; it said last: ${output}` : output;
}
