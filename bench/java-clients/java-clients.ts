import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { JournalEntry } from "../../cloud/index";
import { findFreePort } from "../../scripts/start/ports";
import { measureSeconds, type Bench, type Row } from "../bench";
import { startLabCloudOn } from "../contestants";
import { readByClientLibrary, type RunSettings } from "./client-library";
import { writeByProducerLibrary } from "./producer-library";
import { installJava, startJava } from "./programs";
import { readAndWriteBySpark } from "./spark";

type Run = (settings: RunSettings) => Promise<void>;

/** Each client's run, by its name. */
const RUNS: Readonly<Record<string, Run>> = {
  "Kinesis Client Library, polling": (settings) => readByClientLibrary(settings, "polling"),
  "Kinesis Client Library, enhanced fan-out": (settings) => readByClientLibrary(settings, "fan-out"),
  "Kinesis Producer Library, read by the Client Library": writeByProducerLibrary,
  "Spark over S3A": readAndWriteBySpark,
};

/** Runs a client on a fresh cloud, with empty lease tables. @returns seconds */
async function runOnCloud(classPaths: RunSettings["classPaths"], run: Run): Promise<number> {
  const home = mkdtempSync(join(tmpdir(), "labs-java-"));
  const data = mkdtempSync(join(tmpdir(), "labs-java-cloud-"));
  const port = await findFreePort();
  const cloud = await startLabCloudOn(data, ["--tls-port", String(port)]);
  const tables = classPaths["lease-tables"];
  const native = (tables.split(delimiter).at(-1) ?? "").slice(0, -1);
  const leaseTables = startJava([`-Dsqlite4java.library.path=${native}`, "-cp", tables, "LeaseTables"], {});
  try {
    await leaseTables.waitForLines("the address of the lease tables", (lines) => lines.length > 0);
    const seconds = await measureSeconds(() =>
      run({
        endpoint: cloud.endpoint,
        // The variables that a user of the clients sets, and none of this machine's others.
        environment: {
          HOME: home,
          AWS_ENDPOINT_URL: cloud.endpoint,
          AWS_ENDPOINT_URL_DYNAMODB: leaseTables.lines[0] ?? "",
          AWS_REGION: "us-east-1",
          AWS_ACCESS_KEY_ID: "testing",
          AWS_SECRET_ACCESS_KEY: "testing",
          AWS_EC2_METADATA_DISABLED: "true",
        },
        classPaths,
        tls: { port, certificateFile: join(data, "certificate.pem") },
        home,
      }),
    );
    await demandNothingRefused(cloud.endpoint);
    return seconds;
  } finally {
    leaseTables.kill();
    await cloud.stop();
    for (const folder of [home, data]) rmSync(folder, { recursive: true, force: true });
  }
}

/** @throws Error naming the requests that the lab cloud refused as not emulated: the client went on without them, so the run alone would not show it */
async function demandNothingRefused(endpoint: string): Promise<void> {
  const { entries } = (await (await fetch(`${endpoint}/_lab/journal?after=0`)).json()) as {
    readonly entries: readonly JournalEntry[];
  };
  const refused = entries.flatMap(({ operation, outcome }) =>
    outcome !== "ok" && outcome.status === 501 ? [`${operation}: ${outcome.message}`] : [],
  );
  if (refused.length > 0) throw new Error(`refused: ${[...new Set(refused)].join("; ")}`);
}

/** The clients of the JVM world, unchanged. */
export const javaClients: Bench = {
  name: "java-clients",
  does: "the clients of the JVM world (bench/java-clients), each on a fresh cloud (JAVA_CLIENTS_ONLY): whether their run goes to its end, and how long that takes",
  async run(root) {
    const classPaths = {
      "client-library": await installJava(root, "client-library"),
      "lease-tables": await installJava(root, "lease-tables"),
      "producer-library": await installJava(root, "producer-library"),
      spark: await installJava(root, "spark"),
    };
    const only = process.env["JAVA_CLIENTS_ONLY"] ?? "";
    const rows: Row[] = [];
    for (const [client, run] of Object.entries(RUNS).filter(([name]) => name.includes(only)))
      rows.push({ what: client, unit: "s", values: [await runOnCloud(classPaths, run)] });
    return rows;
  },
};
