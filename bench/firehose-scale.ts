import { spawnSync } from "node:child_process";
import type { Bench, Row } from "./bench";
import { FirehoseLoad, type Variant } from "./firehose-load";
import { endToEnd, startFastCloud } from "./firehose";
import { readSetting, WrongSetting } from "./setting";

const MILLION = 1_000_000;
const SMALLEST = 1_000;
/** The number of records of the largest run. FIREHOSE_RECORDS=10000000 takes some minutes and up to 25 GB of disk: buffered records are kept in the intake log, too. */
const MAX = readSetting("FIREHOSE_RECORDS", { otherwise: MILLION, min: SMALLEST });
const VARIANTS: readonly Variant[] = [{ what: "raw" }, { what: "500 partitions", partitions: 500 }];
/** The limit set by issue 5: a million records into 500 partitions within 500 MB in all. */
const MEMORY = { atMost: 500 };
/** The speed is flat: the longest run must reach this share of the speed of a run a hundredth as long. */
const FLAT = { atLeast: 0.8 };

/**
 * The sizes of the runs, each ten times the one before, up to the largest.
 *
 * @throws WrongSetting if the largest is not one of them
 */
function listSizes(): number[] {
  const powers = Math.round(Math.log10(MAX / SMALLEST));
  if (SMALLEST * 10 ** powers !== MAX)
    throw new WrongSetting(`FIREHOSE_RECORDS is a power of ten: 1000, 10000, 100000 and so on, not ${MAX}.`);
  return Array.from({ length: powers + 1 }, (_, power) => SMALLEST * 10 ** power);
}

/** The speed of the longest run as a share of the speed of a run a hundredth as long, if there was one. */
function createFlatnessRows(speeds: readonly number[]): Row[] {
  const [before, , last] = speeds.slice(-3);
  if (before === undefined || last === undefined) return [];
  return [{ what: "  the longest run beside one of a hundredth", unit: "×", values: [last / before], goal: FLAT }];
}

async function measureScale(variant: Variant): Promise<Row[]> {
  const cloud = await startFastCloud();
  const load = new FirehoseLoad(cloud);
  let peakMb = 0;
  const watching = setInterval(() => {
    peakMb = Math.max(peakMb, load.memoryMb);
  }, 50);
  try {
    await load.prepare();
    const speeds: (readonly [size: number, speed: number])[] = [];
    for (const size of listSizes()) speeds.push([size, await endToEnd(load, variant, size)]);
    return [
      ...speeds.map(([size, speed]): Row => ({
        what: `${variant.what}, ${size} records`,
        unit: "/s",
        values: [speed],
      })),
      ...createFlatnessRows(speeds.map(([, speed]) => speed)),
      { what: "  most memory of the whole process", unit: "MB", values: [peakMb], goal: MEMORY },
    ];
  } finally {
    clearInterval(watching);
    load.close();
    await cloud.stop();
    spawnSync("sync");
  }
}

export const firehoseScale: Bench = {
  name: "firehose-scale",
  does: `records of 1 KB, from a thousand to ${MAX} at a time: what one costs, and how much memory it takes (FIREHOSE_RECORDS=10000000 for the long end, 10000 for a look, which compares no lengths).`,
  async run() {
    const rows: Row[] = [];
    for (const variant of VARIANTS) rows.push(...(await measureScale(variant)));
    return rows;
  },
};
