import { between, pick, seededRandom, type Random } from "./random";

/** The scan of a parcel at a depot, as a scanner sends it: JSON on one line. */
export interface ParcelScan {
  /** Unique for each scan. */
  readonly scan_id: string;
  readonly parcel_id: string;
  readonly depot: (typeof DEPOTS)[number];
  /** ISO 8601 in UTC; the first ten characters are the day. */
  readonly scanned_at: string;
  readonly status: (typeof STATUSES)[number];
  readonly weight_g: number;
  readonly note: string;
}

/** The depots of the carrier. */
export const DEPOTS = ["north", "south", "east", "west"] as const;
const STATUSES = ["received", "sorted", "loaded", "delivered"] as const;
/** One word has a letter that is two bytes in UTF-8. */
const WORDS = ["ring", "fragile", "upright", "signature", "neighbor", "gate", "stairs", "façade", "morning"] as const;

/** A feed of the scanners: the lines in the order in which they arrive. */
export interface ScanFeed {
  readonly lines: readonly string[];
  /** The valid scans among them. */
  readonly scans: readonly ParcelScan[];
  /** The lines that are no valid scans. */
  readonly bad: readonly string[];
}

/** One damaged line in so many. */
const BAD_EVERY = 100;
/** One scan in so many is the second one of a parcel at the same depot. */
const AGAIN_EVERY = 60;
const FIRST_AGAIN = 45;
/** 500 lines are more than the 1 MiB that a shard takes in a second: a batch of that size is never accepted as a whole. */
const NOTE_LENGTH = 2_500;

/**
 * Makes up a feed: scans of two days at four depots, and damaged lines among them. The same seed gives the same feed, on the same day.
 *
 * @param count the number of lines
 * @param now   the scans are of this day, in UTC, and the day before
 */
export function createScanFeed({ seed, count, now }: { seed: number; count: number; now: Date }): ScanFeed {
  const random = seededRandom(seed);
  const end = new Date(now);
  end.setUTCHours(6, 0, 0, 0);
  const lines: string[] = [];
  const scans: ParcelScan[] = [];
  const bad: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const drawn = createScan(random, end);
    const scan = n % AGAIN_EVERY === FIRST_AGAIN ? scanAgain(scans.at(-1), drawn) : drawn;
    const isBad = n % BAD_EVERY === BAD_EVERY - 1;
    const line = isBad ? damageScan(scan, Math.floor(n / BAD_EVERY)) : JSON.stringify(scan);
    lines.push(line);
    if (isBad) bad.push(line);
    else scans.push(scan);
  }
  return { lines, scans, bad };
}

/** The same feed for a carrier to whom a scan is valid only above a weight: lighter scans are bad lines, after all others. */
export function rejectLightScans({ lines, scans, bad }: ScanFeed, leastGrams: number): ScanFeed {
  const light = scans.filter(({ weight_g }) => weight_g <= leastGrams);
  return {
    lines,
    scans: scans.filter(({ weight_g }) => weight_g > leastGrams),
    bad: [...bad, ...light.map((scan) => JSON.stringify(scan))],
  };
}

/** The first boundary scan takes the place of this scan; the next ones follow at this distance. */
const FIRST_BOUNDARY = 10;
const BOUNDARY_DISTANCE = 20;

/**
 * The same feed, with scans at the boundaries of a brief instead of some others. The first has two faults, no id and a weight below
 * zero, so it is a bad line. Each of the others has exactly one of the weights, and `rejectLightScans` decides whether it is valid.
 */
export function addBoundaryScans({ lines, scans, bad }: ScanFeed, weights: readonly number[]): ScanFeed {
  const others = new Map<string, string>();
  const weighed = scans.map((scan, at) => {
    const weight_g = at > FIRST_BOUNDARY ? weights[(at - FIRST_BOUNDARY) / BOUNDARY_DISTANCE - 1] : undefined;
    if (weight_g === undefined) return scan;
    others.set(JSON.stringify(scan), JSON.stringify({ ...scan, weight_g }));
    return { ...scan, weight_g };
  });
  const [faulty] = weighed.splice(FIRST_BOUNDARY, 1);
  const faultyLine = JSON.stringify({ ...faulty, scan_id: undefined, weight_g: -1 });
  others.set(JSON.stringify(faulty), faultyLine);
  return { lines: lines.map((line) => others.get(line) ?? line), scans: weighed, bad: [faultyLine, ...bad] };
}

function createScan(random: Random, end: Date): ParcelScan {
  const at = new Date(end.getTime() - between(random, 0, 1) * 86_400_000 - between(random, 0, 3_600_000));
  // Text that repeats itself, as a device's messages do: a columnar format packs it well.
  const message = `${pick(random, WORDS)} ${pick(random, WORDS)} ${between(random, 1, 9999)}; `;
  return {
    scan_id: `S${between(random, 10 ** 8, 10 ** 9 - 1)}${between(random, 10 ** 5, 10 ** 6 - 1)}`,
    parcel_id: `P${between(random, 10 ** 7, 10 ** 8 - 1)}`,
    depot: pick(random, DEPOTS),
    scanned_at: at.toISOString(),
    status: pick(random, STATUSES),
    weight_g: between(random, 20, 31_500),
    note: message.repeat(NOTE_LENGTH / message.length + 1).slice(0, NOTE_LENGTH),
  };
}

/** A scan of an earlier scan's parcel, half a minute later: another scan, though parcel, depot and day are the same. */
function scanAgain(earlier: ParcelScan | undefined, drawn: ParcelScan): ParcelScan {
  if (earlier === undefined) return drawn;
  const { parcel_id, depot, scanned_at } = earlier;
  return { ...drawn, parcel_id, depot, scanned_at: new Date(Date.parse(scanned_at) + 30_000).toISOString() };
}

/** The three kinds of damage: a line that was cut off, a scan without its id, and a weight that is not above zero. */
function damageScan(scan: ParcelScan, nth: number): string {
  if (nth % 3 === 0) return JSON.stringify(scan).slice(0, 150);
  if (nth % 3 === 1) return JSON.stringify({ ...scan, scan_id: undefined });
  return JSON.stringify({ ...scan, weight_g: -scan.weight_g });
}
