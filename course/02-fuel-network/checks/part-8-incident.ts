import { expect } from "chai";
import { exercise, formatHint, formatValue, it, type Evidence, type EvidencePair } from "../../../grader/index";
import { formatCount } from "../../../src/aws/format-count";
import type { StationReading } from "../../../src/generators/station-reading";
import { describeStop, findAnswerError, requireFromSolution } from "../../evidence-words";
import { listRecovered } from "../grading/recovery";

exercise("02-fuel-network.recover-readings", { points: 5, title: "8.1 Bring them back" }, ({ learner, solution }) => {
  const expectedReadings = listReadings(solution);
  const sentReadings = listReadings(learner);
  const stopped = findAnswerError(learner, "recover-readings") ?? describeStop(learner, "recover-readings");
  const findAll = ({ station_id, fuel_tank1_level }: StationReading, readings = sentReadings) =>
    readings.filter((reading) => reading.station_id === station_id && reading.fuel_tank1_level === fuel_tank1_level);
  const isAnySent = expectedReadings.some((reading) => findAll(reading).length > 0);
  const isList = sentReadings.some((reading) => Array.isArray(reading));
  const noReading = isList ? "one record holds a list instead of a reading" : undefined;
  const none = isAnySent ? undefined : sentReadings.length === 0 ? (stopped ?? "nothing was sent") : noReading;
  const unsent = none ?? (isAnySent ? undefined : "none of the readings of the check was sent");
  it("sends each reading that can be repaired", () => {
    requireFromSolution(expectedReadings[0]);
    const missing = expectedReadings.filter((reading) => findAll(reading).length === 0);
    const isCutOff = isAnySent && missing[0] === expectedReadings.at(-missing.length);
    expect(
      missing.length,
      formatHint({
        expected: `${expectedReadings.length} readings of the check can be repaired, and are sent`,
        found: none ?? `${missing.length} of them are missing${stopped === undefined ? "" : `; ${stopped}`}`,
        look: isList
          ? "Records: one record for each reading"
          : isCutOff
            ? "Records: all readings that can be repaired, also the last ones"
            : "what is wrong with the failed records. There are more kinds than one, and one bad record must not stop the others",
        because: none,
      }),
    ).to.equal(0);
  });
  it("writes the time as a number of seconds", () => {
    const others = expectedReadings.flatMap((expectedReading) => {
      const times = new Set(findAll(expectedReading, expectedReadings).map(({ event_timestamp }) => event_timestamp));
      return findAll(expectedReading).filter(({ event_timestamp }) => !times.has(event_timestamp));
    });
    const [other] = others;
    expect(
      isAnySent ? others.length : undefined,
      formatHint({
        expected: "event_timestamp is a number, the whole seconds since 1970, and the time that the station sent",
        found: unsent ?? `${others.length} readings differ, such as ${formatValue(other?.event_timestamp)}`,
        look: "event_timestamp: digits and dates are read in different ways. Date.parse gives milliseconds",
        because: unsent,
      }),
    ).to.equal(0);
  });
  claimUnchanged(expectedReadings, sentReadings, none);
  it("sends none of them twice", () => {
    const twice = expectedReadings.filter(
      (reading) => findAll(reading).length > findAll(reading, expectedReadings).length,
    );
    expect(
      isAnySent ? twice.length : undefined,
      formatHint({
        expected: "each reading is sent once, even if it failed twice",
        found:
          unsent ?? `${twice.length} readings were sent more than once, such as one of station ${twice[0]?.station_id}`,
        look: "how you recognize a reading that is in the list a second time",
        because: unsent,
      }),
    ).to.equal(0);
  });
  claimReturned({ learner, solution }, stopped);
});

function claimUnchanged(
  expectedReadings: readonly StationReading[],
  sentReadings: readonly StationReading[],
  none: string | undefined,
): void {
  it("leaves stations and levels as they were", () => {
    const known = new Set(expectedReadings.map((reading) => formatReading(reading)));
    const changed = sentReadings.find((reading) => !known.has(formatReading(reading)));
    expect(
      sentReadings.length > 0 && changed === undefined,
      formatHint({
        expected: "only readings whose station and levels were in the record are sent",
        found: none ?? `a reading ${formatValue(changed)} was sent`,
        look: "which records can't be repaired: without a station_id, or only half of a record, there is nothing to send",
        because: none,
      }),
    ).to.equal(true);
  });
}

function claimReturned({ learner, solution }: EvidencePair, stopped: string | undefined): void {
  it("returns the records that can't be repaired", () => {
    const listReturned = (run: Evidence) => {
      const { value } = run.answer("recover-readings") as { value?: unknown };
      return Array.isArray(value) ? value.map((record) => String(Object(record)["rawData"])).sort() : undefined;
    };
    const expected = requireFromSolution(listReturned(solution));
    expect(
      listReturned(learner),
      formatHint({
        expected: `the ${expected.length} records that no one can repair are returned as they are`,
        found: stopped ?? describeReturned(listReturned(learner)),
        look: "what you return: the failed record itself, with its rawData, and no other one",
        because: stopped,
      }),
    ).to.deep.equal(expected);
  });
}

const describeReturned = (records: readonly string[] | undefined): string =>
  records === undefined ? "it returned no list of records" : `it returned ${formatCount(records.length, "record")}`;

/** What was sent, without what is not an object. */
const listReadings = (run: Evidence): readonly StationReading[] =>
  listRecovered(run).filter((item): item is StationReading => typeof item === "object" && item !== null);

/** A reading without its time. */
const formatReading = ({ event_timestamp: _time, ...reading }: StationReading): string =>
  JSON.stringify(Object.entries(reading).sort(([left], [right]) => (left < right ? -1 : 1)));
