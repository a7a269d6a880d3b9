import { between, type Random } from "../generators/random";
import { stationReading, TANKS, type StationReading } from "../generators/station-reading";

/**
 * One reading of each station, all at the same moment. Levels are 100 to 999, chosen at random; the last tank of the
 * first station is always below 200, so that there is always a truck to send.
 */
export function createStationReadings(
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
