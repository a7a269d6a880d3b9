import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, cpSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { IAM } from "@aws-sdk/client-iam";
import { S3 } from "@aws-sdk/client-s3";
import type { Bench, Row } from "./bench";
import { waitForFirstAnswer, startLabCloud, createContestant, type Contestant } from "./contestants";
import { installPython } from "./install-python";
import { RIVAL_VERSIONS, installRivals, startRival, type RivalName } from "./rivals";

/** The outcome of a client's run. */
interface Run {
  readonly seconds: number;
  /** Why the run stopped; undefined if it ran to its end. */
  readonly stopped?: string | undefined;
  /** The results that the client read, one member a question. */
  readonly seen?: Readonly<Record<string, unknown>>;
}

const PROGRAMS = ["pyarrow", "polars", "s3fs", "transfer", "awswrangler", "pyathena", "powertools"] as const;
const BUCKETS = ["trips", "results", "data"];
/** The most time for a program, or for a command of dbt: on a busy machine, too, only one that hangs takes longer. */
const MAX_MS = 240_000;
const keys = { accessKeyId: "testing", secretAccessKey: "testing" };

/** The commands of dbt's whole flow. The dbt project's own tests say what each command must leave behind. */
const DBT: readonly (readonly string[])[] = [
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

/** A client's environment: the variables that its users set, and none of this machine's others. */
const createEnvironment = (endpoint: string, home: string): NodeJS.ProcessEnv => ({
  PATH: process.env["PATH"],
  HOME: home,
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: "us-east-1",
  AWS_DEFAULT_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: keys.accessKeyId,
  AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
  AWS_EC2_METADATA_DISABLED: "true",
  PYTHONUTF8: "1",
});

/** Runs a program; kills it after the longest time allowed. */
async function runClient(command: string, args: readonly string[], options: { cwd: string; env: NodeJS.ProcessEnv }) {
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"], timeout: MAX_MS });
  const [output, errors, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { output, errors, status: status as number | null };
}

const getLastLine = (words: string): string =>
  words
    .trim()
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .at(-1)
    ?.slice(0, 300) ?? "nothing was said";

/** A cloud with buckets, and with a role for functions. */
interface PreparedContestant extends Contestant {
  readonly role: string;
}

async function prepare(cloud: Contestant): Promise<PreparedContestant> {
  const { endpoint } = cloud;
  const config = { endpoint, region: "us-east-1", credentials: keys };
  const s3 = new S3({ ...config, forcePathStyle: true });
  const iam = new IAM(config);
  for (const Bucket of BUCKETS) await s3.createBucket({ Bucket });
  const trust = {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: ["lambda.amazonaws.com", "firehose.amazonaws.com"] },
        Action: "sts:AssumeRole",
      },
    ],
  };
  const { Role } = await iam.createRole({ RoleName: "trips", AssumeRolePolicyDocument: JSON.stringify(trust) });
  s3.destroy();
  iam.destroy();
  return { ...cloud, role: Role?.Arn ?? "" };
}

async function runProgram(
  root: string,
  { program, bin }: { readonly program: string; readonly bin: string },
  { endpoint, role }: PreparedContestant,
): Promise<Run> {
  const home = mkdtempSync(join(tmpdir(), "labs-clients-"));
  try {
    const began = performance.now();
    const { output, errors, status } = await runClient(
      join(bin, "python"),
      [join(root, "cloud", "data-clients", `${program}_client.py`), program === "powertools" ? role : home],
      { cwd: home, env: createEnvironment(endpoint, home) },
    );
    const seconds = (performance.now() - began) / 1000;
    if (status === null) return { seconds, stopped: `it had not ended after ${MAX_MS / 1000} s` };
    if (status !== 0) return { seconds, stopped: getLastLine(errors) };
    return { seconds, seen: JSON.parse(output) as Record<string, unknown> };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function runDbt(root: string, bin: string, { endpoint }: Contestant): Promise<Run> {
  const home = mkdtempSync(join(tmpdir(), "labs-dbt-"));
  try {
    cpSync(join(root, "bench", "dbt", "project"), home, { recursive: true });
    const began = performance.now();
    const countPassed = (): number => (performance.now() - began) / 1000;
    for (const step of DBT) {
      // `dbt` is started by its Python, not as a script: the script's first line holds the path where it was installed,
      // and folders move.
      const command = [join(bin, "dbt"), ...step, "--profiles-dir", home, "--project-dir", home];
      const { output, status } = await runClient(join(bin, "python"), command, {
        cwd: home,
        env: createEnvironment(endpoint, home),
      });
      const lines = output.split("\n").filter((line) => /Error|FAIL|ERROR/.test(line));
      if (status !== 0)
        return { seconds: countPassed(), stopped: `dbt ${step.join(" ")}: ${getLastLine(lines.join("\n"))}` };
    }
    return { seconds: countPassed(), seen: {} };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** The questions to which two runs have different answers. */
const findDifferences = (ours: Run, original: Run): readonly string[] =>
  Object.keys(ours.seen ?? {}).filter(
    (question) => JSON.stringify(ours.seen?.[question]) !== JSON.stringify(original.seen?.[question]),
  );

async function onFreshCloud(start: () => Promise<Contestant>, run: (cloud: Contestant) => Promise<Run>): Promise<Run> {
  const cloud = await start();
  try {
    return await run(cloud);
  } finally {
    await cloud.stop();
  }
}

/** For each cloud's name the function that starts a fresh one; each client gets its own. */
async function createClouds(root: string): Promise<Readonly<Record<string, () => Promise<Contestant>>>> {
  const ours = {
    "lab cloud": () =>
      startLabCloud(["--allow-code", "--speed", "100", "--python", join(root, ".venv", "bin", "python")]),
  };
  if (process.env["BENCH_RIVALS"] === "none") return ours;
  const bin = installRivals(root);
  const startContestant = async (name: RivalName): Promise<Contestant> => {
    const { endpoint, child } = await startRival(name, bin);
    await waitForFirstAnswer(endpoint);
    return createContestant(name, child, endpoint);
  };
  return { ...ours, MiniStack: () => startContestant("MiniStack"), moto: () => startContestant("moto") };
}

/** The data clients that people bring, unchanged, with AWS_ENDPOINT_URL and keys alone. */
export const clients: Bench = {
  name: "clients",
  does: "the data clients' own runs (cloud/data-clients, bench/dbt), each on a fresh cloud: how long, or where they stop",
  beside: RIVAL_VERSIONS,
  async run(root) {
    const install = (name: string, ...folders: readonly string[]): string =>
      installPython(join(root, ".labs", "bench", name), ["-r", join(root, ...folders, "requirements.txt")]);
    const bin = install("data-clients", "cloud", "data-clients");
    const dbt = install("dbt", "bench", "dbt");
    const only = process.env["CLIENTS_ONLY"]?.split(",");
    const clouds = await createClouds(root);
    const rows: Row[] = [];
    for (const client of [...PROGRAMS, "dbt"].filter((name) => only?.includes(name) ?? true)) {
      let ours: Run | undefined;
      for (const [cloudName, start] of Object.entries(clouds)) {
        const run = await onFreshCloud(start, async (cloud) => {
          const prepared = await prepare(cloud);
          return client === "dbt" ? runDbt(root, dbt, prepared) : runProgram(root, { program: client, bin }, prepared);
        }).catch((error: unknown): Run => ({ seconds: 0, stopped: String(error) }));
        const subject = `${client} on ${cloudName}`;
        if (run.stopped !== undefined) console.log(`  ${subject} stopped: ${run.stopped}`);
        else if (ours !== undefined && findDifferences(ours, run).length > 0)
          console.log(`  ${subject} found otherwise: ${findDifferences(ours, run).join(", ")}`);
        if (run.stopped === undefined) rows.push({ what: subject, unit: "s", values: [run.seconds] });
        else if (cloudName === "lab cloud")
          rows.push({ what: subject, unit: "s", values: [NaN], goal: { atMost: MAX_MS / 1000 } });
        if (cloudName === "lab cloud") ours = run;
      }
    }
    return rows;
  },
};
