import { expect } from "chai";
import { exercise, formatHint, it, plan, type Evidence } from "../../grader/index";
import { getAcceptance, canHaveDropped, pipelinePlan, type Acceptance } from "./grading/acceptance";
import { FEED_LINES } from "./grading/feeds";
import { requireFromSolution } from "../evidence-words";
import { claimLearnerName, lookAtValues } from "../learner-name";

plan("06-capstone", {
  // Firehose accepts 1 MiB a second, as in AWS's smaller regions, so that a producer meets its limits within a small feed.
  cloud: { firehose: { mebibytesPerSecond: 1 } },
  packages: ["athena", "cloudformation", "cloudwatch", "firehose", "glue", "kinesis", "lambda", "s3", "sqs", "sts"].map(
    (service) => `@aws-sdk/client-${service}`,
  ),
  chosenNames: [{ exercise: "06-capstone.student-name", constant: "STUDENT" }],
  createQuestions: () => [{ id: "STUDENT", name: "STUDENT" }],
  scripts: [pipelinePlan],
  // Five acts, and half an hour of deliveries and queries between them.
  judgeSeconds: 60,
  explainsDifference: false,
});

/** The load of the brief: a feed every ten minutes. */
const FEEDS_A_MONTH = 6 * 730;
/** Bytes that the report of a depot's day may read. */
const MAX_REPORT_BYTES = 100_000;

const SECOND_SCANS =
  "what makes two scans different: a depot may scan a parcel twice a day, and only scan_id always differs";

exercise("06-capstone.student-name", { points: 1, title: "Your name" }, claimLearnerName);

exercise("06-capstone.pipeline", { points: 24, title: "3. The pipeline" }, ({ learner, solution }) => {
  const seen = getAcceptance(learner);
  const solved = getAcceptance(solution);
  const { brief, lake, errors = {} } = seen;
  const { leastGrams, firstAnswerMinutes, alarmMinutes, monthlyCost } = brief;
  const look = (...places: string[]) => [...places, ...lookAtValues(learner, "brief-numbers")];
  const stopped = describeFirstStop(learner, seen);
  const noScans = lake?.scansError ?? (lake ? undefined : (stopped ?? "the acceptance test did not get that far"));
  const noRejected =
    lake?.rejectedError ?? (lake ? undefined : (stopped ?? "the acceptance test did not get that far"));

  it("has every valid scan in parcels.scans, although the producer is killed and limits are reached", () => {
    requireFromSolution(solved.lake);
    expect(
      noScans === undefined && lake?.missing,
      formatHint({
        expected: "no scan of the first feed is missing",
        found: noScans ?? `${lake?.missing} scans are missing; ${lake?.rows} rows are there`,
        look:
          lake?.scansError !== undefined
            ? "parcels.scans: ask Athena for its rows, as the brief does, and read what Athena says"
            : lake?.missesSecondScans
              ? SECOND_SCANS
              : lake && lake.missingAtEnd === lake.missing
                ? "what produce does at the end of lines: the missing scans are the last ones of the feed. Which lines has it read by then, and not sent?"
                : "the response of each call that sends several records: it can succeed and still reject some of them, whose entries have an ErrorCode. Also: what happens to lines that were read, but not sent, when the process is killed?",
        because: noScans,
      }),
    ).to.equal(0);
  });

  it("has each scan once, although the lines come again after a restart", () => {
    expect(
      noScans === undefined && (lake?.rows ?? 0) > 0 && lake?.repeated,
      formatHint({
        expected: "one row for each scan_id",
        found: noScans ?? (lake?.rows === 0 ? "scans has no rows" : `${lake?.repeated} scans have more than one row`),
        look: "where a line that arrives a second time is recognized: scan_id is the same. A view can choose one row for each",
        because: noScans,
      }),
    ).to.equal(0);
  });

  it("keeps the values of a scan, and its day", () => {
    expect(
      noScans === undefined && (lake?.rows ?? 0) > 0 && lake?.changed,
      formatHint({
        expected: "in each column the scan's own value, and in day the first ten characters of scanned_at",
        found: noScans ?? (lake?.rows === 0 ? "scans has no rows" : `the column ${lake?.changed} differs`),
        look: `the column ${lake?.changed ?? "day"}: what fills it, from the line to the table`,
        because: noScans,
      }),
    ).to.equal(undefined);
  });

  it("puts each bad line into parcels.rejected, once, and nothing else", () => {
    const bad = requireFromSolution(solved.lake);
    expect(
      [noRejected, lake?.badMissing, lake?.badUnknown, lake?.badRepeated],
      formatHint({
        expected: "one row for each bad line, with the line as it came",
        found:
          noRejected ??
          `${lake?.badMissing} bad lines are missing, ${lake?.badUnknown} rows are no bad lines, and ${lake?.badRepeated} rows repeat another one`,
        look: isOnlyRepeated(lake)
          ? "where a bad line that arrives a second time is recognized: the whole line is the same. In a view, SELECT DISTINCT shows it once"
          : look(
              `what becomes of a line that is cut off, of a scan without scan_id, and of a weight that is not above ${leastGrams}${canHaveDropped(seen) ? '. What a function returns as "Dropped" is in no bucket' : ""}`,
            ),
        because: noRejected,
      }),
    ).to.deep.equal([undefined, bad.badMissing, bad.badUnknown, bad.badRepeated]);
  });

  it("says why a line is bad", () => {
    const reasons = Object.entries(lake?.reasons ?? {});
    const all = reasons.flatMap(([, list]) => list);
    expect(
      reasons.length === 3 && all.every((reason) => reason.trim() !== "") && new Set(all).size === all.length,
      formatHint({
        expected: "for each kind of bad line a reason of its own",
        found:
          noRejected ??
          (reasons.length === 0
            ? "no bad line is in rejected"
            : reasons.map(([kind, list]) => `${kind}: ${list.join(", ") || "nothing"}`).join("; ")),
        look: hasMixedReasons(reasons)
          ? "the order in which a line's faults are checked: of two faults, the one that the brief names first counts. A scan without scan_id can also have a weight that is too low"
          : "reason: a constant, or an error's general text, does not help whoever has to repair the scanner",
        because: noRejected,
      }),
    ).to.equal(true);
  });

  it("answers the first query in time after the feed", () => {
    const { firstRows = 0, design } = seen;
    const { rows = 0, validOfStall = 0, missingOfStall = 0 } = lake ?? {};
    const slow = design?.firehoses.find(({ intervalSeconds }) => intervalSeconds >= firstAnswerMinutes * 60);
    requireFromSolution(solved.firstRows);
    // The rows that come later are those of the second feed; missing scans are another claim's.
    const later = validOfStall - missingOfStall;
    expect(
      firstRows > 0 && firstRows >= rows - later,
      formatHint({
        expected: `${firstAnswerMinutes} minutes after the last line, scans has the whole feed`,
        found: noScans ?? `it has ${firstRows} rows then, and ${lake?.rows} at the end`,
        look: look(
          `${slow === undefined ? "" : `IntervalInSeconds of ${slow.name}, which is ${slow.intervalSeconds}; and `}what a scan waits for on its way: buffers, polls and schedules add up`,
        ),
        because: noScans,
      }),
    ).to.equal(true);
  });

  it(`reads at most ${MAX_REPORT_BYTES.toLocaleString("en-US")} bytes for a depot's day, from Parquet`, () => {
    requireFromSolution(solved.lake?.report);
    const { report, parquetObjects = 0 } = lake ?? {};
    expect(
      report !== undefined && parquetObjects > 0 && report.bytes > 0 && report.bytes <= MAX_REPORT_BYTES,
      formatHint({
        expected: `the brief's report for one depot and one day reads at most ${MAX_REPORT_BYTES.toLocaleString("en-US")} bytes`,
        found: noScans ?? describeReport(lake),
        look:
          lake?.reportError !== undefined
            ? "Athena's error, and the types of the columns that the report reads: sum(weight_g) needs an integer"
            : parquetObjects === 0
              ? "what writes the objects, and what reads them: a Firehose converts to Parquet with DataFormatConversionConfiguration, and the table's SerializationLibrary has to fit"
              : "the objects' partitions, and whether a view passes on conditions and reads only the columns that the query asks for",
        because: noScans,
      }),
    ).to.equal(true);
  });

  it("accepts scans while S3 refuses objects, and delivers them afterward", () => {
    const error = errors["stalled"];
    expect(
      [error, noScans === undefined && lake?.missingOfStall],
      formatHint({
        expected:
          "produce ends without an error during the stall, and ten minutes after it no scan of that time is missing",
        found: error ?? noScans ?? `${lake?.missingOfStall} scans are missing`,
        look: lake?.missesSecondScans
          ? SECOND_SCANS
          : "where scans wait while the delivery fails, and how often it is tried again",
        because: error === undefined ? noScans : undefined,
      }),
    ).to.deep.equal([undefined, 0]);
  });

  it("has an alarm that goes off in time in a stall, and is quiet before", () => {
    const { before = [], during } = seen;
    const loud = describeEarlyAlarms(before);
    const noAlarm = before.some((alarms) => alarms.length > 0) ? undefined : (stopped ?? "there is no alarm");
    expect(
      loud === undefined && during.some(isRinging),
      formatHint({
        expected: `no alarm is in the state ALARM while all is well, and one is after ${alarmMinutes} minutes in which S3 refused all objects`,
        found: noAlarm ?? loud ?? describeQuietAlarms(seen),
        look: look(
          loud === undefined
            ? "the alarm's MetricName and Dimensions, and what the value is while nothing is delivered. An alarm on a metric that has no values needs TreatMissingData"
            : "the alarm's Threshold, EvaluationPeriods and TreatMissingData: which values does its metric have while each delivery succeeds, and between two feeds?",
        ),
        because: noAlarm === undefined ? undefined : stopped,
      }),
    ).to.equal(true);
  });

  it("costs little enough a month at the brief's load", () => {
    requireFromSolution(solved.costAfter);
    const cost = estimateMonthlyCost(seen);
    const { anHour = 0 } = seen.costAfter ?? {};
    const isWorking = (lake?.rows ?? 0) > 0;
    const streams = seen.design?.streams.filter(({ shardCount }) => shardCount > 1) ?? [];
    expect(
      isWorking && cost !== undefined && cost <= monthlyCost,
      formatHint({
        expected: `at most ${monthlyCost} USD a month, for a feed of ${FEED_LINES} lines every ten minutes`,
        found:
          cost === undefined || !isWorking
            ? (noScans ?? "no scans were delivered, so there is nothing to price")
            : `${cost.toFixed(0)} USD: ${(anHour * 730).toFixed(0)} USD for what exists, by the hour, and the rest for what is used`,
        look: look(
          `${streams.map(({ name, shardCount }) => `ShardCount of ${name}, which is ${shardCount}; `).join("")}the page Cost of the console: which line is the largest. What exists by the hour, and what is billed by the request, by the object or by the record?`,
        ),
        because: noScans,
      }),
    ).to.equal(true);
  });

  it("leaves nothing after cleanUp", () => {
    const { remaining, lost = [] } = seen;
    const { cleanUp } = errors;
    const error = cleanUp ?? (remaining ? undefined : (stopped ?? "cleanUp did not run"));
    expect(
      [error, remaining, lost],
      formatHint({
        expected: "cleanUp ends without an error, and the account holds exactly what was there before deploy",
        found: cleanUp === undefined ? (error ?? describeAccount({ remaining, lost })) : `cleanUp stopped: ${cleanUp}`,
        look:
          cleanUp !== undefined
            ? "cleanUp: run it by itself, after deploy and produce, and read what it says"
            : lost.length > 0
              ? "what cleanUp deletes: others have resources in the account, too, so it needs your own names"
              : `what creates ${remaining?.[0] ?? "each resource"}: deploy, or a service by itself? Services create log groups, results of queries and objects in buckets`,
        because: remaining ? undefined : stopped,
      }),
    ).to.deep.equal([undefined, [], []]);
  });

  it("deploys and produces without an error", () => {
    const failed = ["deploy", "produce"].find((act) => errors[act] !== undefined);
    const error = failed === undefined ? undefined : errors[failed];
    expect(
      [error, (lake?.rows ?? 0) > 0],
      formatHint({
        expected: "deploy and produce end without an error, and scans arrive",
        found: error === undefined ? (noScans ?? "no scan has arrived") : `${failed}: ${error}`,
        look: "the error's message: AWS says what it refuses",
        because: error ?? noScans,
      }),
    ).to.deep.equal([undefined, true]);
  });
});

/** What a month costs: what exists by the hour, and what a feed uses. */
function estimateMonthlyCost({ costBefore, costAfter }: Acceptance): number | undefined {
  return costBefore && costAfter && costAfter.anHour * 730 + (costAfter.used - costBefore.used) * FEEDS_A_MONTH;
}

/** How the account differs from what it was before. */
function describeAccount({ remaining = [], lost = [] }: Pick<Acceptance, "remaining" | "lost">): string {
  const remainingText = `what is left: ${remaining.slice(0, 5).join(", ")}${remaining.length > 5 ? ", …" : ""}`;
  const lostText = `what is gone, and was there before: ${lost.join(", ")}`;
  return [...(remaining.length > 0 ? [remainingText] : []), ...(lost.length > 0 ? [lostText] : [])].join("; ");
}

const isRinging = ({ state }: { readonly state: string }): boolean => state === "ALARM";

/** The alarms that rang in a minute before the stall, in words. */
function describeEarlyAlarms(before: NonNullable<Acceptance["before"]>): string | undefined {
  const names = new Set(before.flatMap((alarms) => alarms.filter(isRinging).map(({ name }) => name)));
  return names.size === 0
    ? undefined
    : `${[...names].join(" and ")} was in the state ALARM while all was well, in the ${before.length} minutes after the feed`;
}

function describeQuietAlarms({ during, design }: Acceptance): string {
  const [unknown] = design?.metricsWithoutValues ?? [];
  return `${during.map(({ name, state }) => `${name}: ${state}`).join(", ")}${unknown === undefined ? "" : `. CloudWatch has no values of ${unknown}`}`;
}

function describeReport({
  report,
  reportError,
  parquetObjects = 0,
}: Partial<NonNullable<Acceptance["lake"]>> = {}): string {
  if (reportError !== undefined) return `Athena could not answer the report: ${reportError}`;
  if (report === undefined) return "the report has no rows";
  const format = parquetObjects === 0 ? ", and no object is Parquet" : "";
  return `it reads ${report.bytes.toLocaleString("en-US")} bytes${format}`;
}

const isOnlyRepeated = (lake: Acceptance["lake"]): boolean =>
  lake !== undefined && lake.badMissing === 0 && lake.badUnknown === 0 && lake.badRepeated > 0;

/** Whether lines of one kind have different reasons, and one of these is also another kind's. */
function hasMixedReasons(reasons: readonly (readonly [kind: string, reasons: readonly string[]])[]): boolean {
  return reasons.some(
    ([kind, list]) =>
      list.length > 1 &&
      reasons.some(([other, others]) => other !== kind && list.some((reason) => others.includes(reason))),
  );
}

/** The error that explains why later steps found nothing; an error of cleanUp, the last step, explains nothing of them. */
function describeFirstStop(run: Evidence, { errors = {} }: Acceptance): string | undefined {
  const { cleanUp, ...earlier } = errors;
  const scriptError = run.findScript(pipelinePlan.path)?.error;
  return earlier["deploy"] ?? earlier["produce"] ?? (scriptError === cleanUp ? undefined : scriptError);
}
