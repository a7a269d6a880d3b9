import { expect } from "chai";
import { exercise, hint, it, shown, type Evidence } from "../../../grader/index";
import { plannedReadings, queuedStations } from "../grading/fuel-planning-app";
import { timeParts } from "../grading/probes";
import { alertFor, foldersOf, inSolution, journalReadings, levelsOf, partOf, probesOf, seedOf } from "../grading/words";

exercise(
  "02-fuel-network.null-key",
  { points: 2, title: "5.1 A reading without a station" },
  ({ learner, solution }) => {
    const resent = (run: Evidence) => {
      const lost = journalReadings(run, "SI-Firehose").find((reading) => reading["station_id"] === null);
      return journalReadings(run, "SI-Firehose").find(
        (reading) =>
          lost !== undefined && reading["station_id"] !== null && levelsOf(reading).join() === levelsOf(lost).join(),
      );
    };
    it("sends the lost reading again", () => {
      inSolution(resent(solution));
      expect(
        resent(learner),
        hint({
          expected: "a second record with the levels and the time of the lost reading",
          found: learner.cell("null-key")?.error ?? "no record has its levels",
          look: "what you decode: rawData, from base64, then from JSON",
        }),
      ).not.to.equal(undefined);
    });
    it("sets its station, so that it is delivered", () => {
      const station = inSolution(resent(solution))["station_id"];
      const isThere = (run: Evidence) =>
        foldersOf(run, "station-data/").some((folder) => folder.includes(`station_id=${String(station)}/`));
      inSolution(isThere(solution) || undefined);
      const own = resent(learner)?.["station_id"];
      expect(
        isThere(learner) && own === station,
        hint({
          expected: `it has the station_id ${shown(station)} and lies below station_id=${String(station)}/`,
          found:
            own === undefined
              ? "no record with its levels has a station: a key that is null or empty sends a record to the error prefix"
              : `its station_id is ${shown(own)}${typeof own === "number" ? ", a number" : ""}`,
          look: "station_id in repaired: a string, as in the other readings",
        }),
      ).to.equal(true);
    });
  },
);

exercise("02-fuel-network.year-slip", { points: 2, title: "5.2 The year in every folder" }, ({ learner, solution }) => {
  for (const key of ["month", "day", "hour"]) {
    it(`sorts by ${key}, not by year`, () => {
      const [probe] = probesOf(solution);
      const part = (run: Evidence) => partOf(run, { station: probe.station_id, key, prefix: "slip-data/" });
      const wanted = inSolution(part(solution));
      expect(
        part(learner),
        hint({
          expected: `the folder of a reading of ${new Date(probe.event_timestamp * 1000).toISOString().slice(0, 16)} is ${key}=${wanted}/`,
          found: `it is ${key}=${part(learner) ?? "?"}/${part(learner) === timeParts(probe)["year"] ? ': strftime("%Y") is the year, whatever the key is called' : ""}`,
          look: "RIGHT_KEYS, and whether AWS accepted the update",
        }),
      ).to.equal(wanted);
    });
  }
});

exercise(
  "02-fuel-network.compare-levels",
  { points: 2, title: "5.3 Is 99 less than 200?" },
  ({ learner, solution }) => {
    const planned = plannedReadings(seedOf(solution)).filter(({ digits }) => digits === "others");
    it("finds levels with fewer than three digits", () => {
      const missed = planned.find(
        ({ reading, isLow }) => isLow && !queuedStations(learner).includes(reading.station_id),
      );
      const told = alertFor(learner, missed?.reading.station_id ?? "");
      expect(
        missed?.reading.station_id,
        hint({
          expected: missed ? `a station with ${levelsOf(missed.reading).join(", ")} is found` : "",
          found: missed
            ? `${told}${told.startsWith("the function stopped") ? "" : ". As text, '99' is not less than '200', since 9 comes after 2"}`
            : "",
          look: "isLow: CAST converts the string to a number, and the 200 has no quotes",
        }),
      ).to.equal(undefined);
    });
    it("ignores levels with four digits", () => {
      const wrong = planned.find(
        ({ reading, isLow }) => !isLow && queuedStations(learner).includes(reading.station_id),
      );
      expect(
        queuedStations(learner).length > 0 && wrong === undefined,
        hint({
          expected: "a station with 200 or more in all tanks is not found",
          found: wrong
            ? `one with ${levelsOf(wrong.reading).join(", ")} was found: as strings, '1000' is less than '200'`
            : alertFor(learner, ""),
          look: "isLow: numbers on both sides of the <",
        }),
      ).to.equal(true);
    });
  },
);
