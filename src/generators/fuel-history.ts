import { between, seededRandom, type Random } from "./random";
import { LOW_LEVEL, stationReading, TANKS, type StationReading } from "./station-reading";

/** How much history to make up. */
export interface History {
  /** A whole number; the same seed gives the same readings. */
  readonly seed: number;
  /** How many stations; 10 by default. */
  readonly stations?: number;
  /** How many days; 7 by default. */
  readonly days?: number;
  /** Minutes between two readings of a station; 15 by default. */
  readonly everyMinutes?: number;
  /** The time of the first reading. */
  readonly from: Date;
}

/** The level of a full tank. */
const FULL = 1500;
/** The maximum sales between two readings, by day. */
const MAX_SOLD = 40;

/**
 * Makes up the readings of a network of gas stations for some days: levels fall as fuel is sold, more by day than by
 * night, and rise to full some hours after a tank was low. Levels are from 0 to 1500, so some have two digits and some
 * four.
 *
 * @returns readings by time, and at each time by station
 */
export function* fuelHistory({
  seed,
  stations = 10,
  days = 7,
  everyMinutes = 15,
  from,
}: History): Generator<StationReading> {
  const random = seededRandom(seed);
  const levels = Array.from({ length: stations }, () => TANKS.map(() => between(random, LOW_LEVEL, FULL)));
  const steps = Math.floor((days * 24 * 60) / everyMinutes);
  for (let step = 0; step < steps; step += 1) {
    const at = new Date(from.getTime() + step * everyMinutes * 60_000);
    for (const [station, tanks] of levels.entries()) {
      for (const [tank, level] of tanks.entries()) tanks[tank] = drawNextLevel(random, level, at.getUTCHours());
      yield stationReading(station + 1, tanks, at);
    }
  }
}

function drawNextLevel(random: Random, level: number, hour: number): number {
  // A truck comes about three hours after the level fell below the limit, if readings are a quarter of an hour apart.
  if (level < LOW_LEVEL && random() < 1 / 12) return FULL;
  const isDay = hour >= 6 && hour < 22;
  return Math.max(0, level - between(random, 0, isDay ? MAX_SOLD : MAX_SOLD / 4));
}
