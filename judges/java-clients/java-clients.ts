import { join } from "node:path";
import type { JournalEntry } from "../../cloud/index";
import { Run } from "../../bench/bench";
import { judgeEach, PASSED, readPin, toWrong, type Judge } from "../judge";
import { readByClientLibrary, writeByProducerLibrary } from "./kinesis-libraries";
import { readAndWriteBySpark } from "./spark";
import { createWorkplace, type Workplace } from "./workplace";

/** Each client's run, by its name. */
const CLIENTS: Readonly<Record<string, (workplace: Workplace) => Promise<void>>> = {
  "Kinesis Client Library, polling": (workplace) => readByClientLibrary(workplace, "polling"),
  "Kinesis Client Library, enhanced fan-out": (workplace) => readByClientLibrary(workplace, "fan-out"),
  "Kinesis Producer Library, read by the Client Library": writeByProducerLibrary,
  "Spark over S3A": readAndWriteBySpark,
};

const readPomVersion = (folder: string, artifact: string): string =>
  readPin(
    join("judges", "java-clients", folder, "pom.xml"),
    new RegExp(`<artifactId>${artifact}</artifactId>\\s*<version>(.+?)<`),
  );

/** Clients of the JVM world, unchanged; of all, those whose name has JAVA_CLIENTS_ONLY in it. */
export const javaClients: Judge = {
  name: "java-clients",
  title:
    "the Kinesis and S3 that clients in Java use: the Kinesis Client Library, the Kinesis Producer Library, and Spark",
  source: "Maven Central (Apache-2.0); the programs are this project's (`judges/java-clients`)",
  version: [
    `Client Library ${readPomVersion("client-library", "amazon-kinesis-client")}`,
    `Producer Library ${readPomVersion("producer-library", "amazon-kinesis-producer")}`,
    `Spark ${readPomVersion("spark", "spark-sql_2.13")}`,
  ].join(", "),
  alone: "it also needs the lab cloud's journal, and its TLS port",
  run({ root }) {
    const only = process.env["JAVA_CLIENTS_ONLY"] ?? "";
    return judgeEach(
      Object.entries(CLIENTS).filter(([name]) => name.includes(only)),
      ([name]) => name,
      async ([, use]) => {
        const run = new Run(root);
        try {
          const workplace = await createWorkplace(run);
          await use(workplace);
          await demandNothingRefused(workplace);
          return PASSED;
        } catch (error) {
          return toWrong(error);
        } finally {
          await run.end();
        }
      },
    );
  },
};

/** @throws Error naming the requests that the lab cloud refused as not emulated: the client went on without them, so the run alone would not show it */
async function demandNothingRefused({ endpoint }: Workplace): Promise<void> {
  const reply = await fetch(`${endpoint}/_lab/journal?after=0`);
  const { entries } = (await reply.json()) as { readonly entries: readonly JournalEntry[] };
  const refused = entries.flatMap(({ operation, outcome }) =>
    outcome !== "ok" && outcome.status === 501 ? [`${operation}: ${outcome.message}`] : [],
  );
  if (refused.length > 0) throw new Error(`refused: ${[...new Set(refused)].join("; ")}`);
}
