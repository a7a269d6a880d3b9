import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** A new reading is made up for the station, instead of repairing the lost one. */
  "levels-made-up": {
    fails: ["sends the lost reading again", "sets its station, so that it is delivered"],
    answer: ["const lost = stationReading(7, [500, 500, 500, 500, 500], new Date());", "const repaired = lost;"],
  },
  /** The base64 text is parsed as JSON without being decoded. */
  "not-decoded": {
    fails: ["sends the lost reading again", "sets its station, so that it is delivered"],
    answer: ["const lost = JSON.parse(failed.rawData);", 'const repaired = { ...lost, station_id: "7" };'],
  },
  /** The record is decoded, but sent again without the missing station. */
  "station-still-missing": {
    fails: ["sets its station, so that it is delivered"],
    answer: [
      'const lost = JSON.parse(Buffer.from(failed.rawData, "base64").toString());',
      "const repaired = { ...lost };",
    ],
  },
  /** The reading gets a station, but another one than sent it. */
  "station-of-another-reading": {
    fails: ["sets its station, so that it is delivered"],
    answer: [
      'const lost = JSON.parse(Buffer.from(failed.rawData, "base64").toString());',
      'const repaired = { ...lost, station_id: "8" };',
    ],
  },
  /** The lost reading is sent again with the current time: in the folder of another hour, if the hour has just begun. */
  "time-of-the-second-record": {
    fails: ["sends the lost reading again"],
    answer: [
      'const lost = JSON.parse(Buffer.from(failed.rawData, "base64").toString());',
      'const repaired = { ...lost, station_id: "7", event_timestamp: Math.floor(Date.now() / 1000) };',
    ],
  },
};
