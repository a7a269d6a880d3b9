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
  const [first = 0, second = 0, three = 0, four = 0, five = 0] = levels;
  return {
    station_id: String(station),
    fuel_tank1_level: String(first),
    fuel_tank2_level: String(second),
    fuel_tank3_level: String(three),
    fuel_tank4_level: String(four),
    fuel_tank5_level: String(five),
    event_timestamp: Math.floor(at.getTime() / 1000),
  };
}

/** Whether one of the tanks is low, by its number. */
export function isLow(reading: StationReading): boolean {
  return TANKS.some((tank) => Number(reading[tank]) < LOW_LEVEL);
}
