import { between, type Random } from "./random";

/** The levels of a gas station's five tanks at one moment. Levels are **text**, such as `"512"`. */
export interface StationReading {
  /** The station's number, as text too: `"1"`, `"2"`, …. */
  readonly station_id: string;
  readonly fuel_tank1_level: string;
  readonly fuel_tank2_level: string;
  readonly fuel_tank3_level: string;
  readonly fuel_tank4_level: string;
  readonly fuel_tank5_level: string;
  /** Whole seconds since 1970. */
  readonly event_timestamp: number;
}

/** The members of a reading that hold a level, in order. */
export const TANKS = [
  "fuel_tank1_level",
  "fuel_tank2_level",
  "fuel_tank3_level",
  "fuel_tank4_level",
  "fuel_tank5_level",
] as const;

/** A tank with a lower level is low; levels have no stated unit. */
export const LOW_LEVEL = 200;

/** Makes a reading of five levels. */
export function stationReading(station: string | number, levels: readonly number[], at: Date): StationReading {
  const [one = 0, two = 0, three = 0, four = 0, five = 0] = levels;
  return {
    station_id: String(station),
    fuel_tank1_level: String(one),
    fuel_tank2_level: String(two),
    fuel_tank3_level: String(three),
    fuel_tank4_level: String(four),
    fuel_tank5_level: String(five),
    event_timestamp: Math.floor(at.getTime() / 1000),
  };
}

/**
 * One reading of each station, all at the same moment. Levels are 100 to 999, chosen at random; the last tank of the
 * first station is always below 200, so that there is always a truck to send.
 */
export function stationReadings(
  random: Random,
  { at, stations = 10 }: { at: Date; stations?: number },
): StationReading[] {
  return Array.from({ length: stations }, (_, index) => {
    const levels = TANKS.map((_tank, tank) =>
      between(random, 100, index === 0 && tank === TANKS.length - 1 ? 199 : 999),
    );
    return stationReading(index + 1, levels, at);
  });
}

/** Whether one of the tanks is low, by its number. */
export function isLow(reading: StationReading): boolean {
  return TANKS.some((tank) => Number(reading[tank]) < LOW_LEVEL);
}
