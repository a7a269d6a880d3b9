import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { getMedian, getRatios, readSetting, takeTurns, WrongSetting, type Bench, type Row } from "./bench";
import { startLabCloud, type Contestant } from "./contestants";
import { createRecords, DISTINCT, FirehoseLoad, PLAIN_QUERY, type Variant } from "./firehose-load";

const RECORDS = readSetting("FIREHOSE_ROUND", { otherwise: 100_000, min: 500 });
/** The number of records that jq gets at once; more of them are not faster. */
const JQ_BATCH = 500;
/** A query that only jq itself can evaluate. */
const JQ_QUERY = "{station:(.station_id|ascii_downcase)}";
/** Delivery is held back: all that is left are the puts. */
const PUTS: Variant = { what: "puts", isHeld: true };

interface Race extends Variant {
  readonly of: "puts" | "jq" | "jq, plain query";
  /** The share of the ceiling that the row must reach. */
  readonly atLeast: number;
}

const RACES: readonly Race[] = [
  { what: "raw", of: "puts", atLeast: 0.6 },
  ...[10, 500].flatMap((partitions): Race[] => [
    { what: `${partitions} partitions, plain query`, partitions, of: "jq, plain query", atLeast: 0.6 },
    { what: `${partitions} partitions by jq`, partitions, query: JQ_QUERY, of: "jq", atLeast: 0.6 },
  ]),
  {
    ...{ what: "500 partitions, plain query, Parquet", partitions: 500, parquet: true },
    ...{ of: "jq, plain query", atLeast: 0.5 },
  },
  {
    ...{ what: "500 partitions by jq, Parquet", partitions: 500, parquet: true },
    ...{ query: JQ_QUERY, of: "jq", atLeast: 0.5 },
  },
];

/** Lets `work` load a lab cloud whose clock moves only when it is advanced, and whose put quota is out of the way. */
async function runOnCloud<T>(work: (load: FirehoseLoad, cloud: Contestant) => Promise<T>): Promise<T> {
  const cloud = await startLabCloud(["--speed", "0", "--firehose-quota", "1000000"]);
  const load = new FirehoseLoad(cloud);
  try {
    await load.prepare();
    return await work(load, cloud);
  } finally {
    load.close();
    await cloud.stop();
  }
}

/** Times jq on its own: the concatenated records (as bytes, which jq reads faster than a string), and the query. @returns records a second */
async function measureJq(records: readonly string[], query: string): Promise<number> {
  const jq = (await createRequire(new URL("../cloud/", import.meta.url))("jq-web")) as {
    requestRaw(input: Uint8Array, program: string, flags: readonly string[]): string;
  };
  const began = performance.now();
  for (let from = 0; from < records.length; from += JQ_BATCH)
    jq.requestRaw(Buffer.from(records.slice(from, from + JQ_BATCH).join("\n")), query, ["-c"]);
  return records.length / ((performance.now() - began) / 1000);
}

export const firehose: Bench = {
  name: "firehose",
  does: `${RECORDS} records of 1 KB (FIREHOSE_ROUND) from PutRecordBatch to their objects, beside puts with nothing delivered and jq alone.`,
  run: () =>
    runOnCloud(async (load) => {
      const distinct = createRecords(DISTINCT, 500);
      const speeds = await takeTurns<string, number>(
        {
          puts: () => load.measure(PUTS, RECORDS),
          "jq, plain query": () => measureJq(distinct, PLAIN_QUERY),
          jq: () => measureJq(distinct, JQ_QUERY),
          ...Object.fromEntries(RACES.map((race) => [race.what, () => load.measure(race, RECORDS)])),
        },
        { rounds: 3 },
      );
      return RACES.flatMap(({ what: subject, of, atLeast }): Row[] => {
        const [ours = [], ceiling = []] = [speeds[subject], speeds[of]];
        return [
          { what: `${subject}, put to delivered`, unit: "/s", values: ours },
          {
            what: `${subject}: of ${of} alone (${Math.round(getMedian(ceiling))} /s)`,
            unit: "×",
            values: getRatios(ours, ceiling),
            goal: { atLeast },
          },
        ];
      });
    }),
};

const SMALLEST = 1_000;
/** The number of records of the largest run. FIREHOSE_RECORDS=10000000 takes some minutes and up to 25 GB of disk: buffered records are kept in the intake log, too. */
const LARGEST = readSetting("FIREHOSE_RECORDS", { otherwise: 1_000_000, min: SMALLEST });
const SCALED: readonly Variant[] = [{ what: "raw" }, { what: "500 partitions", partitions: 500 }];

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

const measureScale = (variant: Variant): Promise<Row[]> =>
  runOnCloud(async (load, cloud) => {
    let peakMb = 0;
    const watch = setInterval(() => {
      peakMb = Math.max(peakMb, cloud.readMemoryMb());
    }, 50);
    const speeds: number[] = [];
    try {
      for (const size of listSizes()) speeds.push(await load.measure(variant, size));
    } finally {
      clearInterval(watch);
      spawnSync("sync"); // the next variant begins with an idle disk
    }
    const [before, , last] = speeds.slice(-3);
    const { what: subject } = variant;
    return [
      ...listSizes().map((size, n): Row => ({
        what: `${subject}, ${size} records`,
        unit: "/s",
        values: speeds.slice(n, n + 1),
      })),
      ...(before === undefined || last === undefined
        ? []
        : [
            {
              what: `${subject}: the longest run beside one of a hundredth`,
              unit: "×",
              values: [last / before],
              goal: { atLeast: 0.8 },
            } as const,
          ]),
      { what: `${subject}: most memory of the whole process`, unit: "MB", values: [peakMb], goal: { atMost: 500 } },
    ];
  });

export const firehoseScale: Bench = {
  name: "firehose-scale",
  does: `records of 1 KB, from a thousand to ${LARGEST} at a time: what one costs, and how much memory it takes (FIREHOSE_RECORDS=10000000 for the long end, 10000 for a look, which compares no lengths).`,
  async run() {
    const rows: Row[] = [];
    for (const variant of SCALED) rows.push(...(await measureScale(variant)));
    return rows;
  },
};
