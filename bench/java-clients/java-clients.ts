import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bench, Row } from "../bench";
import { firstAnswer, labCloud, ofProcess, type Contestant } from "../contestants";
import type { JournalEntry } from "../../cloud/index";
import { rivalsInstalled, startRival, type RivalName } from "../rivals";
import { readByClientLibrary, type Place } from "./client-library";
import { installJava, startJava } from "./programs";

/** Each client's run, by its name. */
const RUNS: Readonly<Record<string, (place: Place) => Promise<void>>> = {
  "Kinesis Client Library, polling": (place) => readByClientLibrary(place, "polling"),
  "Kinesis Client Library, enhanced fan-out": (place) => readByClientLibrary(place, "fan-out"),
};

/** What a user of the clients sets, and nothing else of this machine's. */
const environment = (cloud: Contestant, leaseTables: string, home: string): NodeJS.ProcessEnv => ({
  HOME: home,
  AWS_ENDPOINT_URL: cloud.endpoint,
  AWS_ENDPOINT_URL_DYNAMODB: leaseTables,
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "testing",
  AWS_SECRET_ACCESS_KEY: "testing",
  AWS_EC2_METADATA_DISABLED: "true",
});

/** Runs on a fresh cloud, with empty lease tables. @returns seconds */
async function onFresh(
  start: () => Promise<Contestant>,
  { classPath, tables }: { readonly classPath: string; readonly tables: string },
  run: (place: Place) => Promise<void>,
): Promise<number> {
  const home = mkdtempSync(join(tmpdir(), "labs-java-"));
  const cloud = await start();
  const native = join(tables.split(":").at(-1) ?? "", "..");
  const leaseTables = startJava([`-Dsqlite4java.library.path=${native}`, "-cp", tables, "LeaseTables"], {});
  try {
    await leaseTables.until("the address of the lease tables", (lines) => lines.length > 0);
    const began = performance.now();
    await run({
      endpoint: cloud.endpoint,
      environment: environment(cloud, leaseTables.lines[0] ?? "", home),
      classPath,
    });
    if (cloud.name === "lab cloud") await demandNothingRefused(cloud.endpoint);
    return (performance.now() - began) / 1000;
  } finally {
    leaseTables.kill();
    await cloud.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

/** @throws Error naming what a client asked for and the lab cloud does not emulate: it went on without, which its user would not see */
async function demandNothingRefused(endpoint: string): Promise<void> {
  const entries = (await (await fetch(`${endpoint}/_lab/journal?after=0`)).json()) as {
    readonly entries: readonly JournalEntry[];
  };
  const refused = entries.entries.flatMap(({ operation, outcome }) =>
    outcome !== "ok" && outcome.status === 501 ? [`${operation}: ${outcome.message}`] : [],
  );
  if (refused.length > 0) throw new Error(`refused: ${[...new Set(refused)].join("; ")}`);
}

/** The clouds to run on, by name. */
function cloudsFor(root: string): Readonly<Record<string, () => Promise<Contestant>>> {
  if (process.env["BENCH_RIVALS"] === "none") return { "lab cloud": labCloud };
  const bin = rivalsInstalled(root);
  const rival = async (name: RivalName): Promise<Contestant> => {
    const { endpoint, child } = await startRival(name, bin);
    await firstAnswer(endpoint);
    return ofProcess(name, child, endpoint);
  };
  return { "lab cloud": labCloud, MiniStack: () => rival("MiniStack"), moto: () => rival("moto") };
}

/** The clients of the JVM world, unchanged. */
export const javaClients: Bench = {
  name: "java-clients",
  does: "the clients of the JVM world (bench/java-clients), each on a fresh cloud: how long their run takes, or where it stops",
  async run(root) {
    const classPath = await installJava(root, "kinesis-libraries");
    const tables = await installJava(root, "lease-tables");
    const only = process.env["JAVA_CLIENTS_ONLY"];
    const rows: Row[] = [];
    for (const [client, run] of Object.entries(RUNS)) {
      if (only !== undefined && !client.includes(only)) continue;
      for (const [cloudName, start] of Object.entries(cloudsFor(root))) {
        const what = `${client}, on ${cloudName}`;
        try {
          rows.push({ what, unit: "s", values: [await onFresh(start, { classPath, tables }, run)] });
        } catch (error) {
          console.log(`  ${what} stopped: ${String(error)}`);
          if (cloudName === "lab cloud") rows.push({ what, unit: "s", values: [NaN], goal: { atMost: 600 } });
        }
      }
    }
    return rows;
  },
};
