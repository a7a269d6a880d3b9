import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** AND instead of OR: no station has five low tanks. */
  "all-tanks-at-once": {
    fails: [
      "finds a station whose tank 1 is low",
      "finds a station whose tank 2 is low",
      "finds a station whose tank 3 is low",
      "finds a station whose tank 4 is low",
      "finds a station whose tank 5 is low",
      "ignores stations that have enough",
    ],
    answer: ['const query = `SELECT * FROM ${database}.${table} WHERE ${TANKS.map(isLow).join(" AND ")}`;'],
  },
  /** The query has no condition. */
  "every-station": {
    fails: ["ignores stations that have enough"],
    answer: ["const query = `SELECT * FROM ${database}.${table}`;"],
  },
  /** The query lists the seven stations that the test event makes low. */
  "list-by-heart": {
    fails: [
      "finds a station whose tank 1 is low",
      "finds a station whose tank 2 is low",
      "finds a station whose tank 3 is low",
      "finds a station whose tank 4 is low",
      "finds a station whose tank 5 is low",
      "ignores stations that have enough",
    ],
    answer: [
      "const query = `SELECT * FROM ${database}.${table} WHERE station_id IN ('9', '8', '1', '2', '10', '3', '4')`;",
    ],
  },
  /** As in many a first query. Of more than ten low stations, the rest gets no fuel. */
  "limit-of-ten": {
    fails: [
      "finds a station whose tank 3 is low",
      "finds a station whose tank 4 is low",
      "finds a station whose tank 5 is low",
    ],
    isAlwaysJudged: true,
    answer: ['const query = `SELECT * FROM ${database}.${table} WHERE ${TANKS.map(isLow).join(" OR ")} LIMIT 10`;'],
  },
  /** The query has one condition instead of five. */
  "only-the-first-tank": {
    fails: [
      "finds a station whose tank 2 is low",
      "finds a station whose tank 3 is low",
      "finds a station whose tank 4 is low",
      "finds a station whose tank 5 is low",
    ],
    answer: ['const query = `SELECT * FROM ${database}.${table} WHERE ${isLow("fuel_tank1_level")}`;'],
  },
};
