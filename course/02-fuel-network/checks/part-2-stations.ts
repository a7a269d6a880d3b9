import { expect } from "chai";
import { exercise, formatHint, it, formatValue, type Evidence } from "../../../grader/index";
import { describePending, getAnswers } from "../grading/driver";
import { claimEnvironment } from "../grading/environment-claims";
import {
  findExtremes,
  GRADED_FIREHOSE,
  getInvocations,
  parseReading,
  READINGS_EACH,
  listPutRecords,
  listRefusedRecords,
  listSentRecords,
  type ReturnedReading,
} from "../grading/gas-station-app";
import { getNetwork } from "../grading/network";
import { requireFromSolution } from "../../evidence-words";
import { getLevels, describeStop } from "../grading/words";

/** Claims the limits of the levels. The levels are known only in runs in which Math.random is fixed. */
function claimLimits(learner: Evidence): void {
  it("allows the lowest and the highest level, too", () => {
    const { lowest, highest } = findExtremes(learner) ?? {};
    const selectLevels = (readings: readonly ReturnedReading[] | undefined, expected: number) =>
      readings?.flatMap((reading, station) =>
        getLevels(reading)
          .filter((_, tank) => station > 0 || tank < 4)
          .map((level) => ({ level, wanted: expected })),
      ) ?? [];
    const wrong = [...selectLevels(lowest, 100), ...selectLevels(highest, 999)].find(
      ({ level, wanted: expected }) => Number(level) !== expected,
    );
    const [first] = highest ?? [];
    const fifth = first && Number(first.fuel_tank5_level);
    expect(
      wrong === undefined && (fifth === undefined || fifth >= 199), // a fifth level above 199 fails another claim, below
      formatHint({
        expected: "the lowest possible level is 100, the highest 999, and for tank 5 of station 1 the highest is 199",
        found: wrong
          ? `the ${wrong.wanted === 100 ? "lowest" : "highest"} is ${formatValue(wrong.level)}`
          : `the highest of tank 5 of station 1 is ${formatValue(fifth)}`,
        look: "the two limits in between(…): both are possible levels",
      }),
    ).to.equal(true);
  });
}

function claimNumbers(learner: Evidence, seen: (subject: unknown) => string): void {
  it("numbers the stations from 1 to 10, as strings", () => {
    const expected = Array.from({ length: READINGS_EACH }, (_, n) => String(n + 1));
    const numbers = getInvocations(learner).map((invocation) => invocation.map(({ station_id }) => station_id));
    const other = numbers.find((ids) => JSON.stringify(ids) !== JSON.stringify(expected));
    expect(
      numbers.length > 0 && other === undefined,
      formatHint({
        expected: 'the station_id of the ten readings is "1", "2" and so on to "10"',
        found: other === undefined || other.length === 0 ? seen(undefined) : `they are ${formatValue(other)}`,
        look: "station_id: String(id)",
      }),
    ).to.equal(true);
  });
}

exercise("02-fuel-network.reading", { points: 3, title: "2.1 Make a reading" }, ({ learner }) => {
  const getReadings = () => getInvocations(learner).flat();
  const findStop = () => getAnswers(learner).find(({ error }) => error !== undefined)?.error;
  const formatSeen = (subject: unknown) =>
    findStop() === undefined ? `there is ${formatValue(subject)}` : `the handler stopped: ${findStop()}`;
  it("writes every level as a string", () => {
    const other = getReadings()
      .flatMap(getLevels)
      .find((level) => typeof level !== "string");
    expect(
      getReadings().length > 0 && other === undefined,
      formatHint({
        expected: 'each level is a string, such as "512"',
        found: formatSeen(other),
        look: "fuel_tank1_level and the other levels: String(…) around the number",
      }),
    ).to.equal(true);
  });
  it("chooses whole levels from 100 to 999 at random", () => {
    const levels = getReadings().flatMap(getLevels).map(Number);
    const other = levels.find((level) => !Number.isInteger(level) || level < 100 || level > 999);
    // Six invocations draw 300 levels: fewer than 100 different ones by chance are next to impossible.
    const drawn = new Set(levels).size;
    // Of five levels, two are the same in one of a hundred readings. In the last two invocations, all of them are.
    const isShared = getReadings().filter((reading) => new Set(getLevels(reading)).size < 5).length > READINGS_EACH * 3;
    expect(
      other === undefined && drawn > 100 && !isShared,
      formatHint({
        expected: "levels are whole numbers from 100 to 999, each chosen at random",
        found:
          other === undefined
            ? levels.length === 0
              ? formatSeen(undefined)
              : drawn > 100
                ? "in most readings, several tanks have the same level"
                : `of ${levels.length} levels, only ${drawn} differ`
            : formatSeen(other),
        look: "between(random, 100, 999), separately for each tank",
      }),
    ).to.equal(true);
  });
  claimLimits(learner);
  claimNumbers(learner, formatSeen);
  it("keeps tank 5 of the first station low, in each invocation", () => {
    const fifths = getInvocations(learner).map(([first]) => Number(first?.fuel_tank5_level));
    const high = fifths.find((level) => !(level < 200));
    expect(
      fifths.length > 0 && high === undefined,
      formatHint({
        expected: "tank 5 of station 1 is below 200 each time",
        found: formatSeen(high),
        look: "the second limit of tank 5: highestOfTank5",
      }),
    ).to.equal(true);
  });
  it("takes the current time, in whole seconds", () => {
    const { startedAt = 0, endedAt = 0 } = learner.findScript("src/fuel/gas-station-app.ts") ?? {};
    const isNow = (time: unknown) =>
      Number.isInteger(time) && Number(time) >= startedAt / 1000 - 60 && Number(time) <= endedAt / 1000 + 60;
    const other = getReadings().find(({ event_timestamp }) => !isNow(event_timestamp));
    expect(
      getReadings().length > 0 && other === undefined,
      formatHint({
        expected: `event_timestamp is a whole number of seconds since 1970, a number of ten digits now`,
        found: formatSeen(other?.event_timestamp).replace(/\b1\d{9,12}(\.\d+)?\b/, (time, fraction) =>
          fraction ? "a number with a fraction" : `a number of ${time.length} digits`,
        ),
        look: "Math.floor(Date.now() / 1000)",
      }),
    ).to.equal(true);
  });
});

const describePendingPut = (run: Evidence) =>
  describePending(run, "PutRecordCommand") ?? describePending(run, "PutRecordBatchCommand");

exercise("02-fuel-network.put-record", { points: 2, title: "2.2 Send it" }, ({ learner, solution }) => {
  it("sends to the Firehose that the environment variable names", () => {
    const expected = requireFromSolution(listSentRecords(solution).length || undefined);
    const names = [...new Set(listPutRecords(learner).map(({ firehose }) => firehose))];
    expect(
      listSentRecords(learner).length,
      formatHint({
        expected: `${READINGS_EACH} records per invocation go to the Firehose in delivery_stream, here ${GRADED_FIREHOSE}: ${expected} in all`,
        found:
          getAnswers(learner).find(({ error }) => error !== undefined)?.error ??
          `it has got ${listSentRecords(learner).length}; records went to ${names.join(", ") || "no Firehose"}`,
        look:
          listSentRecords(learner).length > expected
            ? "what sends the record: once for each reading"
            : "DeliveryStreamName: the variable deliveryStream, not a name in quotes",
      }),
    ).to.equal(expected);
  });
  it("sends the reading as JSON", () => {
    const created = getInvocations(learner).flat();
    const records = listPutRecords(learner);
    // How often each is sent is the other claim.
    const sent = [...new Set(records.map((record) => JSON.stringify(parseReading(record))))];
    const expected = [...new Set(created.map((reading) => JSON.stringify(reading)))];
    // A Firehose of another name refuses them: that is the other claim.
    const refused = listRefusedRecords(learner).map(parseReading);
    const isRefusedJson = sent.length === 0 && refused.length > 0 && refused.every((item) => Object(item).station_id);
    const pending = describePendingPut(learner);
    const isShuffled = sent.length > 0 && [...sent].sort().join() === [...expected].sort().join();
    expect(
      pending === undefined && (isRefusedJson || (sent.length > 0 && sent.join() === expected.join())),
      formatHint({
        expected: "the data of each record is its reading as JSON, one after the other",
        found:
          sent.length === 0
            ? (describeStop(learner) ?? "no record was sent")
            : isShuffled
              ? "the readings come in another order: each was sent before the last one had arrived"
              : `the first record reads ${formatValue(records[0]?.text)}`,
        look: isShuffled
          ? "the await before firehose.send"
          : "JSON.stringify(reading), in the parentheses of Buffer.from",
        ...pending,
      }),
    ).to.equal(true);
  });
});

exercise("02-fuel-network.deploy-gas-station", { points: 1, title: "2.3 Deploy it to Lambda" }, (sides) => {
  claimEnvironment("GasStationApp", sides);
});

exercise(
  "02-fuel-network.wait-for-delivery",
  { points: 2, title: "2.5 Wait for the right thing" },
  ({ learner, solution }) => {
    const expected = requireFromSolution(getNetwork(solution).openingCount);
    const hasListed = learner.journal
      .findCalls("s3", "ListObjectsV2")
      .some(({ input }) => String(Object(input).Prefix).startsWith("station-data/station_id=11"));
    it("looks for objects of the station", () => {
      // The reading can be found in other ways, too: by a query, or in a list of all objects.
      expect(
        hasListed || getNetwork(learner).openingCount === expected,
        formatHint({
          expected: "the list of objects below station-data/station_id=11/",
          found: "no such list was asked for",
          look: "the prefix of listDeliveredObjects: the folder of the station, with the slash at its end",
        }),
      ).to.equal(true);
    });
    it("asks Athena only when the reading has been delivered", () => {
      expect(
        getNetwork(learner).openingCount,
        formatHint({
          expected: `the query finds the reading of station 11: ${expected}`,
          found:
            getNetwork(learner).openingCount === undefined
              ? "the query did not run"
              : `it found ${getNetwork(learner).openingCount}: it ran before Firehose had written the reading`,
          look: hasListed
            ? "what check returns: a list is truthy even if it is empty, so compare its length with 0"
            : "what check returns: true as soon as the list of objects below station-data/station_id=11/ is not empty, and not earlier",
        }),
      ).to.equal(expected);
    });
  },
);
