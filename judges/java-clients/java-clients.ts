import type { JournalEntry } from "../../cloud/index";
import { createRow, measureSeconds, type Row, type Run } from "../bench";
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

/** The clients of the JVM world, unchanged. */
export async function runJavaClients(run: Run): Promise<Row[]> {
  const only = process.env["JAVA_CLIENTS_ONLY"] ?? "";
  const rows: Row[] = [];
  for (const [name, use] of Object.entries(CLIENTS).filter(([name]) => name.includes(only))) {
    const workplace = await createWorkplace(run);
    rows.push(createRow(name, "s", [await measureSeconds(() => use(workplace))]));
    await demandNothingRefused(workplace);
  }
  return rows;
}

/** @throws Error naming the requests that the lab cloud refused as not emulated: the client went on without them, so the run alone would not show it */
async function demandNothingRefused({ endpoint }: Workplace): Promise<void> {
  const reply = await fetch(`${endpoint}/_lab/journal?after=0`);
  const { entries } = (await reply.json()) as { readonly entries: readonly JournalEntry[] };
  const refused = entries.flatMap(({ operation, outcome }) =>
    outcome !== "ok" && outcome.status === 501 ? [`${operation}: ${outcome.message}`] : [],
  );
  if (refused.length > 0) throw new Error(`refused: ${[...new Set(refused)].join("; ")}`);
}
