import { createHash } from "node:crypto";
import { showTable } from "../display/show-table";
import { describeLearner, drawLearnerSeed } from "../exercises/draw-variant";
import { between, seededRandom, type Random } from "../generators/random";

/** A concert of the next sale. */
export interface ConcertSales {
  readonly concert: string;
  /** The hash key of the concert, which is the partition key of its sales. */
  readonly hashKey: bigint;
  readonly perSecond: number;
}

/** A shard accepts 1 MiB a second, and a sale is a record of 20 KiB. */
export const SALES_OF_A_SHARD = 51;
/** The stream's two shards share all hash keys. */
const HALF = 1n << 127n;
/** So narrow a part of all hash keys that few other learners' cuts are in the same gap. */
const MAX_GAP = (HALF * 2n) / 40n;
/** Two keys of a smaller gap would look alike in a table. */
const MIN_GAP = (HALF * 2n) / 200n;

const STYLES = [
  "brass",
  "gospel",
  "tango",
  "opera",
  "blues",
  "harp",
  "organ",
  "drum",
  "indie",
  "swing",
  "film",
  "soul",
];
const EVENTS = ["night", "hour", "gala", "club", "picnic", "parade", "brunch", "festival"];
const CONCERTS = STYLES.flatMap((style) => EVENTS.map((event) => `${style}-${event}`)).map((concert) => ({
  concert,
  hashKey: hashConcert(concert),
}));

/**
 * The concerts of a learner's next sale: their name decides which, how hot each is, and which shard is too busy. A single gap between two
 * concerts of that shard divides it into two shards that aren't.
 */
export function drawNextSale(student: unknown): readonly ConcertSales[] {
  const random = seededRandom(drawLearnerSeed("05-resharding.next-sale", student));
  const isUpper = random() < 0.5;
  for (;;) {
    const busy = drawConcerts(random, { isUpper, count: 5, most: 36 });
    const idle = drawConcerts(random, { isUpper: !isUpper, count: 3, most: 16 });
    if (isDivisible(busy)) return [...busy, ...idle].sort((a, b) => (a.concert < b.concert ? -1 : 1));
  }
}

/** The sales in each of the two shards that a cut makes of the busy shard; undefined if it cuts the other one. */
export function divideSales(sales: readonly ConcertSales[], cut: bigint): readonly [number, number] | undefined {
  const half = sales.filter(({ hashKey }) => hashKey >= HALF === cut >= HALF);
  const [lower, upper] = [half.filter(({ hashKey }) => hashKey < cut), half.filter(({ hashKey }) => hashKey >= cut)];
  return countSales(half) > SALES_OF_A_SHARD ? [countSales(lower), countSales(upper)] : undefined;
}

/** Whether a cut leaves neither of the two new shards too busy. */
export const isRightCut = (sales: readonly ConcertSales[], cut: bigint): boolean =>
  divideSales(sales, cut)?.every((count) => count <= SALES_OF_A_SHARD) === true;

/** Shows the concerts of a learner's next sale, without the shards that they belong to. */
export function showNextSale(student: unknown): void {
  const rows = drawNextSale(student).map(({ concert, hashKey, perSecond }) => ({
    concert,
    "hash key lies at (%)": Number((hashKey * 1000n) / (HALF * 2n)) / 10,
    "records in a second": perSecond,
  }));
  showTable(rows, { title: `The next sale for ${describeLearner(student)}` });
}

function drawConcerts(
  random: Random,
  { isUpper, count, most }: { isUpper: boolean; count: number; most: number },
): ConcertSales[] {
  const candidates = CONCERTS.filter(({ hashKey }) => hashKey >= HALF === isUpper);
  return Array.from({ length: count }, () => {
    const [concert] = candidates.splice(between(random, 0, candidates.length - 1), 1);
    return { concert: "", hashKey: 0n, ...concert, perSecond: between(random, 4, most) };
  });
}

function hashConcert(concert: string): bigint {
  return BigInt(`0x${createHash("md5").update(concert).digest("hex")}`);
}

const countSales = (sales: readonly ConcertSales[]): number => sales.reduce((sum, { perSecond }) => sum + perSecond, 0);

function isDivisible(busy: readonly ConcertSales[]): boolean {
  const keys = busy.map(({ hashKey }) => hashKey).sort((a, b) => (a < b ? -1 : 1));
  const isEnough = (cut: bigint): boolean => isRightCut(busy, cut);
  const cuts = keys.filter(isEnough);
  const [cut] = cuts;
  if (cut === undefined || cuts.length > 1) return false;
  const gap = cut - (keys[keys.indexOf(cut) - 1] ?? 0n);
  const middle = cut >= HALF ? HALF + HALF / 2n : HALF / 2n;
  // Neither the middle nor the hash key of an empty text may be right by chance.
  return gap >= MIN_GAP && gap <= MAX_GAP && ![middle, hashConcert("")].some(isEnough);
}
