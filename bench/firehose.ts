import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { createRow, getMedian, getRatios, readSetting, takeTurns, type Row, type Run } from "./bench";
import { createRecords, DISTINCT, PLAIN_QUERY, startLoad, type Variant } from "./firehose-load";

const RECORDS = readSetting("FIREHOSE_ROUND", { otherwise: 100_000, min: 500 });
/** The number of records that jq gets at once; more of them are not faster. */
const JQ_BATCH = 500;
/** A query that only jq itself can evaluate. */
const JQ_QUERY = "{station:(.station_id|ascii_downcase)}";

/** The ceilings: puts, with delivery held back, and jq. */
type Ceiling = "puts" | "jq" | "jq, plain query";

/** Each variant, its ceiling, and the share of the ceiling that it must reach. */
const RACES: readonly (readonly [Variant, Ceiling, number])[] = [
  [{ what: "raw" }, "puts", 0.6],
  [{ what: "10 partitions, plain query", partitions: 10 }, "jq, plain query", 0.6],
  [{ what: "10 partitions by jq", partitions: 10, query: JQ_QUERY }, "jq", 0.6],
  [{ what: "500 partitions, plain query", partitions: 500 }, "jq, plain query", 0.6],
  [{ what: "500 partitions by jq", partitions: 500, query: JQ_QUERY }, "jq", 0.6],
  [{ what: "500 partitions, plain query, Parquet", partitions: 500, parquet: true }, "jq, plain query", 0.5],
  [{ what: "500 partitions by jq, Parquet", partitions: 500, parquet: true, query: JQ_QUERY }, "jq", 0.5],
];

/** Times jq on its own: the concatenated records (as bytes, which jq reads faster than a string), and the query. @returns records a second */
async function measureJq(records: readonly string[], query: string): Promise<number> {
  const jq = (await createRequire(new URL("../cloud/", import.meta.url))("jq-web")) as {
    readonly raw: (input: Uint8Array, program: string, flags: readonly string[]) => string;
  };
  const began = performance.now();
  for (let from = 0; from < records.length; from += JQ_BATCH)
    jq.raw(Buffer.from(records.slice(from, from + JQ_BATCH).join("\n")), query, ["-c"]);
  return records.length / ((performance.now() - began) / 1000);
}

export async function measureFirehose(run: Run): Promise<Row[]> {
  const load = await startLoad(run);
  const distinct = createRecords(DISTINCT, 500);
  const speeds = await takeTurns<string, number>(
    {
      puts: () => load.measure({ what: "puts", isHeld: true }, RECORDS),
      "jq, plain query": () => measureJq(distinct, PLAIN_QUERY),
      jq: () => measureJq(distinct, JQ_QUERY),
      ...Object.fromEntries(RACES.map(([variant]) => [variant.what, () => load.measure(variant, RECORDS)])),
    },
    { rounds: 3 },
  );
  return RACES.flatMap(([{ what: subject }, of, share]): Row[] => {
    const [ours = [], ceiling = []] = [speeds[subject], speeds[of]];
    const beside = `${subject}: of ${of} alone (${Math.round(getMedian(ceiling))} /s)`;
    return [
      createRow(`${subject}, put to delivered`, "/s", ours),
      createRow(beside, `≥ ${share} ×`, getRatios(ours, ceiling)),
    ];
  });
}

/** FIREHOSE_RECORDS=10000000 takes some minutes and up to 25 GB of disk: buffered records are kept in the intake log, too. */
const MANY = readSetting("FIREHOSE_RECORDS", { otherwise: 1_000_000, min: 500 });

async function measureScale(run: Run, variant: Variant): Promise<Row[]> {
  const { cloud, measure } = await startLoad(run);
  let peakMb = 0;
  const watch = setInterval(() => (peakMb = Math.max(peakMb, cloud.readMemoryMb())), 50).unref();
  const speed = await measure(variant, MANY);
  clearInterval(watch);
  await cloud.stop();
  spawnSync("sync"); // the next variant begins with an idle disk
  return [
    createRow(`${variant.what}, ${MANY} records`, "/s", [speed]),
    createRow(`${variant.what}: most memory of the whole process`, "≤ 500 MB", [peakMb]),
  ];
}

export const measureFirehoseScale = async (run: Run): Promise<Row[]> => [
  ...(await measureScale(run, { what: "raw" })),
  ...(await measureScale(run, { what: "500 partitions", partitions: 500 })),
];
