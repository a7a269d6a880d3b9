import { expect } from "chai";
import { exercise, formatHint, it, formatValue, type Evidence } from "../../../grader/index";
import { drawNetworkNumbers } from "../../../src/fuel/network-numbers";
import { findLearnerName, lookAtValues } from "../../learner-name";
import { planReadings, listQueuedStations } from "../grading/fuel-planning-app";
import { splitTime } from "../grading/probes";
import { requireFromSolution } from "../../evidence-words";
import {
  describeAlert,
  listFolders,
  listJournalReadings,
  getLevels,
  getPartition,
  getProbes,
  getSeed,
} from "../grading/words";

exercise(
  "02-fuel-network.null-key",
  { points: 2, title: "5.1 A reading without a station" },
  ({ learner, solution }) => {
    const findResent = (run: Evidence) => {
      const readings = listJournalReadings(run, "SI-Firehose");
      const lost = readings.find((reading) => reading["station_id"] === null);
      const [, ...again] = readings.filter((reading) => lost && getLevels(reading).join() === getLevels(lost).join());
      return again.find((reading) => reading["station_id"] !== null) ?? again[0];
    };
    it("sends the lost reading again", () => {
      requireFromSolution(findResent(solution));
      const resent = findResent(learner);
      const lost = listJournalReadings(learner, "SI-Firehose").find((reading) => reading["station_id"] === null);
      expect(
        resent !== undefined && resent["event_timestamp"] === lost?.["event_timestamp"],
        formatHint({
          expected: "a second record with the levels and the time of the lost reading",
          found:
            learner.findCell("null-key")?.error ??
            (resent ? "it has its levels, but another event_timestamp" : "no record has its levels"),
          look: resent
            ? "repaired: only station_id differs from the lost reading"
            : "what you decode: rawData, from base64, then from JSON",
        }),
      ).to.equal(true);
    });
    it("sets its station, so that it is delivered", () => {
      requireFromSolution(findResent(solution));
      const { faultyStation: station } = drawNetworkNumbers(findLearnerName(learner));
      const isThere = listFolders(learner, "station-data/").some((folder) => folder.includes(`station_id=${station}/`));
      const stationId = findResent(learner)?.["station_id"];
      expect(
        isThere && stationId === station,
        formatHint({
          expected: `it has the station_id ${formatValue(station)} and lies below station_id=${station}/`,
          found:
            stationId === undefined || stationId === null
              ? "no record with its levels has a station: a key that is null or empty sends a record to the error prefix"
              : `its station_id is ${formatValue(stationId)}${typeof stationId === "number" ? ", a number" : ""}`,
          look: [
            typeof stationId === "string"
              ? "station_id in repaired: the station with the faulty sensor"
              : "station_id in repaired: a string, as in the other readings",
            ...lookAtValues(learner, "faulty-station"),
          ],
        }),
      ).to.equal(true);
    });
  },
);

exercise("02-fuel-network.year-slip", { points: 2, title: "5.2 The year in every folder" }, ({ learner, solution }) => {
  for (const key of ["month", "day", "hour"]) {
    it(`sorts by ${key}, not by year`, () => {
      const [probe] = getProbes(solution);
      const getPart = (run: Evidence) => getPartition(run, { station: probe.station_id, key, prefix: "slip-data/" });
      const expected = requireFromSolution(getPart(solution));
      expect(
        getPart(learner),
        formatHint({
          expected: `the folder of a reading of ${new Date(probe.event_timestamp * 1000).toISOString().slice(0, 16)} is ${key}=${expected}/`,
          found: `it is ${key}=${getPart(learner) ?? "?"}/${getPart(learner) === splitTime(probe)["year"] ? ': strftime("%Y") is the year, whatever the key is called' : ""}`,
          look: "RIGHT_KEYS, and whether AWS accepted the update",
        }),
      ).to.equal(expected);
    });
  }
});

exercise(
  "02-fuel-network.compare-levels",
  { points: 2, title: "5.3 Is 99 less than 200?" },
  ({ learner, solution }) => {
    const planned = planReadings(getSeed(solution));
    it("finds each level below 200", () => {
      const missed = planned.find(
        ({ reading, isLow, digits }) =>
          digits === "others" && isLow && !listQueuedStations(learner).includes(reading.station_id),
      );
      const description = describeAlert(learner, missed?.reading.station_id ?? "");
      const isShort = missed !== undefined && getLevels(missed.reading).some((level) => String(level).length < 3);
      const isAsText = isShort && !description.startsWith("the function stopped");
      expect(
        missed?.reading.station_id,
        formatHint({
          expected: missed ? `a station with ${getLevels(missed.reading).join(", ")} is found` : "",
          found: `${description}${isAsText ? ". As text, '99' is not less than '200', since 9 comes after 2" : ""}`,
          look: isShort
            ? "isLow: CAST converts the string to a number, and the 200 has no quotes"
            : "isLow: every level below 200 is low, 199 too",
        }),
      ).to.equal(undefined);
    });
    it("ignores levels of 200 and more", () => {
      const wrong = planned.findLast(
        ({ reading, isLow }) => !isLow && listQueuedStations(learner).includes(reading.station_id),
      );
      expect(
        listQueuedStations(learner).length > 0 && wrong === undefined,
        formatHint({
          expected: "a station with 200 or more in all tanks is not found",
          found: wrong
            ? `one with ${getLevels(wrong.reading).join(", ")} was found${wrong.digits === "others" ? ": as strings, '1000' is less than '200'" : ""}`
            : describeAlert(learner, ""),
          look: "isLow: numbers on both sides of the <, which 200 itself is not",
        }),
      ).to.equal(true);
    });
  },
);
