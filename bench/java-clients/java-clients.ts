import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createServer as createTlsServer, type Server as TlsServer } from "node:tls";
import type { Bench, Row } from "../bench";
import { waitForFirstAnswer, startLabCloudOn, createContestant, type Contestant } from "../contestants";
import { makeCertificate } from "../../cloud/server/certificate";
import type { JournalEntry } from "../../cloud/index";
import { RIVAL_VERSIONS, installRivals, startRival, type RivalName } from "../rivals";
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

/** The environment variables that a user of the clients sets, and none of this machine's others. */
const createEnvironment = (cloud: Contestant, leaseTables: string, home: string): NodeJS.ProcessEnv => ({
  HOME: home,
  AWS_ENDPOINT_URL: cloud.endpoint,
  AWS_ENDPOINT_URL_DYNAMODB: leaseTables,
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "testing",
  AWS_SECRET_ACCESS_KEY: "testing",
  AWS_EC2_METADATA_DISABLED: "true",
});

/** Starts a cloud with a TLS port. */
type Start = (tlsPort: number, data: string) => Promise<Contestant>;

/** Runs a client on a fresh cloud, with empty lease tables. @returns seconds */
async function onFresh(start: Start, classPaths: RunSettings["classPaths"], run: Run): Promise<number> {
  const home = mkdtempSync(join(tmpdir(), "labs-java-"));
  const data = mkdtempSync(join(tmpdir(), "labs-java-cloud-"));
  const port = await findFreePort();
  const cloud = await start(port, data);
  const tables = classPaths["lease-tables"];
  const native = (tables.split(delimiter).at(-1) ?? "").slice(0, -1);
  const leaseTables = startJava([`-Dsqlite4java.library.path=${native}`, "-cp", tables, "LeaseTables"], {});
  try {
    await leaseTables.waitForLines("the address of the lease tables", (lines) => lines.length > 0);
    const began = performance.now();
    await run({
      endpoint: cloud.endpoint,
      environment: createEnvironment(cloud, leaseTables.lines[0] ?? "", home),
      classPaths,
      tls: { port, certificateFile: join(data, "certificate.pem") },
      home,
    });
    if (cloud.name === "lab cloud") await demandNothingRefused(cloud.endpoint);
    return (performance.now() - began) / 1000;
  } finally {
    leaseTables.kill();
    await cloud.stop();
    for (const folder of [home, data]) rmSync(folder, { recursive: true, force: true });
  }
}

/** A TLS proxy before a rival, whose port speaks either TLS or plain HTTP: the Kinesis Producer Library requires TLS, and the benchmark's other clients use HTTP. */
async function startTlsProxy(endpoint: string, port: number, data: string): Promise<TlsServer> {
  const { certificate: cert, key } = await makeCertificate();
  writeFileSync(join(data, "certificate.pem"), cert);
  const server = createTlsServer({ cert, key }, (client) => {
    const cloud = connect(Number(new URL(endpoint).port), "127.0.0.1");
    // Each connection closes when the other one does; a killed client resets its connections.
    for (const [first, second] of [
      [client, cloud],
      [cloud, client],
    ] as const)
      first.on("error", () => second.destroy()).pipe(second);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return server;
}

/** A port on which no process listens now. */
async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** @throws Error naming the requests that the lab cloud refused as not emulated: the client went on without them, so the run alone would not show it */
async function demandNothingRefused(endpoint: string): Promise<void> {
  const entries = (await (await fetch(`${endpoint}/_lab/journal?after=0`)).json()) as {
    readonly entries: readonly JournalEntry[];
  };
  const refused = entries.entries.flatMap(({ operation, outcome }) =>
    outcome !== "ok" && outcome.status === 501 ? [`${operation}: ${outcome.message}`] : [],
  );
  if (refused.length > 0) throw new Error(`refused: ${[...new Set(refused)].join("; ")}`);
}

/** For each cloud's name the function that starts it. */
function createClouds(root: string): Readonly<Record<string, Start>> {
  const ours = {
    "lab cloud": (tlsPort: number, data: string) => startLabCloudOn(data, ["--tls-port", String(tlsPort)]),
  };
  if (process.env["BENCH_RIVALS"] === "none") return ours;
  const bin = installRivals(root);
  const createRivalStart =
    (name: RivalName): Start =>
    async (tlsPort, data) => {
      const { endpoint, child } = await startRival(name, bin);
      await waitForFirstAnswer(endpoint);
      const tls = await startTlsProxy(endpoint, tlsPort, data);
      const contestant = createContestant(name, child, endpoint);
      return {
        ...contestant,
        async stop() {
          tls.close();
          await contestant.stop();
        },
      };
    };
  return { ...ours, MiniStack: createRivalStart("MiniStack"), moto: createRivalStart("moto") };
}

/** The clients of the JVM world, unchanged. */
export const javaClients: Bench = {
  name: "java-clients",
  does: "the clients of the JVM world (bench/java-clients), each on a fresh cloud: how long their run takes, or where it stops",
  beside: RIVAL_VERSIONS,
  async run(root) {
    const classPaths = {
      "client-library": await installJava(root, "client-library"),
      "lease-tables": await installJava(root, "lease-tables"),
      "producer-library": await installJava(root, "producer-library"),
      spark: await installJava(root, "spark"),
    };
    const only = process.env["JAVA_CLIENTS_ONLY"];
    const rows: Row[] = [];
    for (const [client, run] of Object.entries(RUNS)) {
      if (only !== undefined && !client.includes(only)) continue;
      for (const [cloudName, start] of Object.entries(createClouds(root))) {
        const subject = `${client}, on ${cloudName}`;
        const isOurs = cloudName === "lab cloud";
        try {
          rows.push({ what: subject, unit: "s", values: [await onFresh(start, classPaths, run)] });
        } catch (error) {
          console.log(`  ${subject} stopped: ${String(error)}`);
          if (isOurs) rows.push({ what: subject, unit: "s", values: [NaN], goal: { atMost: 600 } });
        }
      }
    }
    return rows;
  },
};
