import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { createRow, getMedian, getRatios, readSetting, takeTurns, WrongSetting, type Row, type Run } from "./bench";
import { createRecords, DISTINCT, PLAIN_QUERY, startLoad, type Load, type Variant } from "./firehose-load";

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

const SMALLEST = 1_000;
/** The number of records of the largest run. FIREHOSE_RECORDS=10000000 takes some minutes and up to 25 GB of disk: buffered records are kept in the intake log, too. */
const LARGEST = readSetting("FIREHOSE_RECORDS", { otherwise: 1_000_000, min: SMALLEST });

/**
 * The sizes of the runs, each ten times the one before, up to the largest.
 *
 * @throws WrongSetting if the largest is not one of them
 */
function listSizes(): number[] {
  const powers = Math.round(Math.log10(LARGEST / SMALLEST));
  if (SMALLEST * 10 ** powers !== LARGEST)
    throw new WrongSetting(`FIREHOSE_RECORDS is a power of ten: 1000, 10000, 100000 and so on, not ${LARGEST}.`);
  return Array.from({ length: powers + 1 }, (_, power) => SMALLEST * 10 ** power);
}

async function measureScale({ cloud, measure }: Load, variant: Variant): Promise<Row[]> {
  let peakMb = 0;
  const watch = setInterval(() => (peakMb = Math.max(peakMb, cloud.readMemoryMb())), 50).unref();
  const speeds: number[] = [];
  for (const size of listSizes()) speeds.push(await measure(variant, size));
  clearInterval(watch);
  await cloud.stop();
  spawnSync("sync"); // the next variant begins with an idle disk
  const [before, , last] = speeds.slice(-3);
  const { what: subject } = variant;
  return [
    ...listSizes().map((size, n) => createRow(`${subject}, ${size} records`, "/s", speeds.slice(n, n + 1))),
    ...(before === undefined || last === undefined
      ? []
      : [createRow(`${subject}: the longest run beside one of a hundredth`, "≥ 0.8 ×", [last / before])]),
    createRow(`${subject}: most memory of the whole process`, "≤ 500 MB", [peakMb]),
  ];
}

export const measureFirehoseScale = async (run: Run): Promise<Row[]> => [
  ...(await measureScale(await startLoad(run), { what: "raw" })),
  ...(await measureScale(await startLoad(run), { what: "500 partitions", partitions: 500 })),
];
