import { getMedian, type Bench, type Goal, type Row } from "./bench";
import { waitForFirstAnswer, startLabCloud, createContestant, type Contestant } from "./contestants";
import { copyAlone, measureJqAlone } from "./firehose-ceilings";
import { FirehoseLoad, JQ_QUERY, PLAIN_QUERY, createRecords, type Variant } from "./firehose-load";
import { RIVAL_VERSIONS, installRivals, startRival } from "./rivals";

const ROUNDS = 3;
const RECORDS = 100_000;
/** The number of different records; they are put again and again. */
const DISTINCT = 20_000;
/** The records of a rival's run: MiniStack makes an object of each record, so fewer are enough. */
const RIVAL_RECORDS = 5_000;
/** Seconds of the cloud's clock, longer than any buffering interval. */
const ALL_DUE_SECONDS = 130;
/** Buffering hints so large that nothing is delivered during the measurement. */
const NEVER = { SizeInMBs: 128, IntervalInSeconds: 900 };

interface Race extends Variant {
  /** The ceiling that the row is compared with, and the share of it that the row must reach. */
  readonly of: "puts" | "jq" | "jq, plain query" | "COPY";
  readonly goal?: Goal;
}

export const RACES: readonly Race[] = [
  { what: "(a) raw", of: "puts", goal: { atLeast: 0.6 } },
  {
    what: "(b) 10 partitions, plain query",
    partitions: 10,
    query: PLAIN_QUERY,
    of: "jq, plain query",
    goal: { atLeast: 0.6 },
  },
  { what: "(b) 10 partitions by jq", partitions: 10, query: JQ_QUERY, of: "jq", goal: { atLeast: 0.6 } },
  {
    what: "(b) 500 partitions, plain query",
    partitions: 500,
    query: PLAIN_QUERY,
    of: "jq, plain query",
    goal: { atLeast: 0.6 },
  },
  { what: "(b) 500 partitions by jq", partitions: 500, query: JQ_QUERY, of: "jq", goal: { atLeast: 0.6 } },
  { what: "(c) Parquet", parquet: true, of: "COPY" },
  {
    what: "(d) 10 partitions by jq, Parquet",
    partitions: 10,
    query: JQ_QUERY,
    parquet: true,
    of: "jq",
    goal: { atLeast: 0.5 },
  },
  {
    what: "(d) 500 partitions, plain query, Parquet",
    partitions: 500,
    query: PLAIN_QUERY,
    parquet: true,
    of: "jq, plain query",
    goal: { atLeast: 0.5 },
  },
  {
    what: "(d) 500 partitions by jq, Parquet",
    partitions: 500,
    query: JQ_QUERY,
    parquet: true,
    of: "jq",
    goal: { atLeast: 0.5 },
  },
];

/** The clock moves only when it is advanced, and the put quota is out of the way. */
export const FIREHOSE_OPTIONS = ["--speed", "0", "--firehose-quota", "1000000"];

/** A lab cloud for measuring Firehose. */
export const startFastCloud = (): Promise<Contestant> => startLabCloud(FIREHOSE_OPTIONS);

/** Times a run from the first put to the last object. @returns records a second */
export async function endToEnd(load: FirehoseLoad, variant: Variant, count: number): Promise<number> {
  const name = await load.createStream(variant);
  const calls = load.splitIntoBatches(name, createRecords(Math.min(count, DISTINCT), variant));
  const began = performance.now();
  await load.put(calls, count / 500);
  await load.advance(ALL_DUE_SECONDS);
  const seconds = (performance.now() - began) / 1000;
  const objects = await load.countObjects(name);
  if (objects < (variant.partitions ?? 1)) throw new Error(`${variant.what}: only ${objects} objects were delivered`);
  return count / seconds;
}

/** Times the puts alone, while nothing is delivered. @returns records a second */
async function measurePutsAlone(load: FirehoseLoad): Promise<number> {
  const name = await load.createStream({ what: "puts" }, NEVER);
  const calls = load.splitIntoBatches(name, createRecords(DISTINCT, { what: "puts" }));
  const began = performance.now();
  await load.put(calls, RECORDS / 500);
  const seconds = (performance.now() - began) / 1000;
  if ((await load.countObjects(name)) > 0) throw new Error("something was delivered");
  return RECORDS / seconds;
}

/** Times a rival's puts: it makes an object of each record before it answers, and ignores the stream's hints, partitions and conversion. */
async function measureRivalPuts(load: FirehoseLoad): Promise<number> {
  const name = await load.createStream({ what: "rival" });
  const calls = load.splitIntoBatches(name, createRecords(RIVAL_RECORDS, { what: "rival" }));
  const began = performance.now();
  await load.put(calls);
  return RIVAL_RECORDS / ((performance.now() - began) / 1000);
}

interface Round {
  readonly ceilings: Readonly<Record<Race["of"], number>>;
  /** Records a second; undefined without rivals. */
  readonly rival: number | undefined;
  readonly speeds: readonly number[];
}

async function round(load: FirehoseLoad, rival: FirehoseLoad | undefined): Promise<Round> {
  const distinct = createRecords(DISTINCT, { what: "ceiling", partitions: 500 });
  const ceilings = {
    puts: await measurePutsAlone(load),
    "jq, plain query": await measureJqAlone(distinct, PLAIN_QUERY),
    jq: await measureJqAlone(distinct, JQ_QUERY),
    COPY: await copyAlone(distinct),
  };
  const rivalSpeed = rival && (await measureRivalPuts(rival));
  const speeds: number[] = [];
  for (const race of RACES) speeds.push(await endToEnd(load, race, RECORDS));
  return { ceilings, rival: rivalSpeed, speeds };
}

function createRows(rounds: readonly Round[]): Row[] {
  const rows: Row[] = [];
  const getCeiling = (of: Race["of"]): number[] => rounds.map(({ ceilings }) => ceilings[of]);
  for (const [index, { what: label, of, goal }] of RACES.entries()) {
    const speeds = rounds.map((round) => round.speeds[index] ?? NaN);
    const share = speeds.map((speed, at) => speed / (getCeiling(of)[at] ?? NaN));
    rows.push({ what: `${label}, put to delivered`, unit: "/s", values: speeds });
    rows.push({
      what: `  of ${of} alone (${Math.round(getMedian(getCeiling(of)))} /s)`,
      unit: "×",
      values: share,
      ...(goal && { goal }),
    });
    const rivals = rounds.map(({ rival }) => rival).filter((speed) => speed !== undefined);
    if (of !== "puts" || rivals.length === 0) continue;
    const lead = speeds.map((speed, at) => speed / (rivals[at] ?? NaN));
    rows.push({
      what: `  beside MiniStack, an object a record (${Math.round(getMedian(rivals))} /s)`,
      unit: "×",
      values: lead,
      goal: { atLeast: 10 },
    });
  }
  return rows;
}

export const firehose: Bench = {
  name: "firehose",
  does: `${RECORDS} records of 1 KB from PutRecordBatch to their objects, beside puts with nothing delivered, jq alone, DuckDB's COPY alone and MiniStack (BENCH_RIVALS=none leaves it out).`,
  beside: RIVAL_VERSIONS,
  async run(root) {
    const cloud = await startFastCloud();
    const rival = process.env["BENCH_RIVALS"] === "none" ? undefined : await startMiniStack(root);
    const load = new FirehoseLoad(cloud);
    const rivalLoad = rival && new FirehoseLoad(rival);
    try {
      await load.prepare();
      await rivalLoad?.prepare();
      // Round -1 does not count: it warms all programs up.
      const rounds: Round[] = [];
      for (let turn = -1; turn < ROUNDS; turn++) {
        const done = await round(load, rivalLoad);
        if (turn >= 0) rounds.push(done);
      }
      return createRows(rounds);
    } finally {
      load.close();
      rivalLoad?.close();
      await Promise.all([cloud.stop(), rival?.stop()]);
    }
  },
};

async function startMiniStack(root: string): Promise<Contestant> {
  const { name, endpoint, child } = await startRival("MiniStack", installRivals(root));
  await waitForFirstAnswer(endpoint);
  return createContestant(name, child, endpoint);
}
