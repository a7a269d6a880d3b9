import { between, seededRandom } from "../../../src/generators/random";
import { stationReading, type StationReading } from "../../../src/generators/station-reading";

/** The parts of a time by which readings are partitioned, in the order of the seed document. */
const TIME_KEYS = ["year", "month", "day", "hour", "minute"] as const;

interface Turn {
  readonly months: Range;
  readonly days: Range;
  readonly hours: Range;
}
type Range = readonly [first: number, last: number];
/**
 * The ranges of made-up times, used in turn; months count from 0. The parts of such a time differ from each other, so
 * that a mix-up shows; so do a twelve-hour clock, and a number without its leading zero.
 */
const TURNS: readonly [Turn, ...Turn[]] = [
  { months: [0, 8], days: [13, 28], hours: [10, 12] },
  { months: [0, 8], days: [24, 28], hours: [13, 23] },
  { months: [6, 8], days: [4, 6], hours: [0, 3] },
];

/** Five made-up readings of unknown stations, at various years, months, days, hours and minutes. */
export function probeReadings(seed: number): StationReading[] {
  const random = seededRandom(seed);
  return Array.from({ length: 5 }, (_, n) => {
    const { months, days, hours } = TURNS[n % TURNS.length] ?? TURNS[0];
    const at = new Date(
      Date.UTC(
        between(random, 2031, 2039),
        between(random, ...months),
        between(random, ...days),
        between(random, ...hours),
        between(random, 30, 59),
      ),
    );
    const levels = Array.from({ length: 5 }, () => between(random, 200, 999));
    return stationReading(`${between(random, 100, 999)}-${n}`, levels, at);
  });
}

/** The partitions of a reading by its own time: `{ year: "2031", month: "04", … }`. */
export function splitTime({ event_timestamp }: StationReading): Record<(typeof TIME_KEYS)[number], string> {
  const [year = "", month = "", day = "", hour = "", minute = ""] = new Date(event_timestamp * 1000)
    .toISOString()
    .split(/[-T:]/);
  return { year, month, day, hour, minute };
}
