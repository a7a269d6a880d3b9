import { LOW_LEVEL, TANKS } from "../generators/station-reading";
import { show } from "./kernel-display";
import { createPlotBundle } from "./picture-bundle";

/** The members of a row with the station's number and the levels, as a result of Athena or a reading has them. */
type LevelRow = Readonly<Record<string, unknown>>;

interface Level {
  readonly station: string;
  readonly tank: string;
  readonly level: number;
  readonly state: "low" | "enough";
}

/**
 * Plots the level of each tank of each station, low ones in red.
 *
 * @param rows of several readings of a station, the newest is shown
 */
export function showTankLevels(rows: readonly object[], { title = "Fuel levels" }: { title?: string } = {}): void {
  const levels = selectNewest(rows).flatMap(getLevels);
  const stations = [...new Set(levels.map(({ station }) => station))];
  show(
    createPlotBundle(
      {
        title,
        data: { values: levels },
        facet: { column: { field: "station", type: "nominal", sort: stations, title: "station" } },
        spec: {
          width: 44,
          height: 160,
          layer: [
            {
              mark: { type: "bar", tooltip: true },
              encoding: {
                x: { field: "tank", type: "ordinal", title: null, axis: { labelAngle: 0 } },
                y: { field: "level", type: "quantitative", title: "level" },
                color: {
                  field: "state",
                  type: "nominal",
                  title: null,
                  legend: { orient: "bottom" },
                  scale: { domain: ["low", "enough"], range: ["#d32f2f", "#90a4ae"] },
                },
              },
            },
            { mark: { type: "rule", strokeDash: [4, 3] }, encoding: { y: { datum: LOW_LEVEL } } },
          ],
        },
      },
      [
        title,
        ...stations.map((station) =>
          formatStation(
            station,
            levels.filter((level) => level.station === station),
          ),
        ),
      ],
    ),
  );
}

function selectNewest(rows: readonly object[]): LevelRow[] {
  const byStation = new Map<string, LevelRow>();
  for (const row of rows.map((row): LevelRow => ({ ...row }))) {
    const station = String(row["station_id"]);
    if (Number(row["event_timestamp"]) >= Number(byStation.get(station)?.["event_timestamp"] ?? -Infinity))
      byStation.set(station, row);
  }
  return [...byStation].sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true })).map(([, row]) => row);
}

function getLevels(row: LevelRow): Level[] {
  return TANKS.map((tank, index) => {
    const level = Number(row[tank]);
    return {
      station: String(row["station_id"]),
      tank: String(index + 1),
      level,
      state: level < LOW_LEVEL ? "low" : "enough",
    };
  });
}

/** `station 9   512 [103] 400 …`: a line of the text output, with low levels in brackets. */
function formatStation(station: string, levels: readonly Level[]): string {
  return `station ${station.padEnd(4)}${levels.map(({ level, state }) => (state === "low" ? `[${level}]` : ` ${level} `).padStart(7)).join("")}`;
}
