import { expect } from "chai";
import {
  exercise,
  formatHint,
  it,
  formatValue,
  type Advice,
  type Evidence,
  type EvidencePair,
} from "../../../grader/index";
import { TANKS } from "../../../src/generators/station-reading";
import { describePending, getAnswers } from "../grading/driver";
import { claimEnvironment } from "../grading/environment-claims";
import {
  ASKED_WITHOUT_END,
  countStateRequests,
  getPauses,
  planReadings,
  listQueuedStations,
} from "../grading/fuel-planning-app";
import { requireFromSolution } from "../../evidence-words";
import { describeAlert, getLevels, getSeed } from "../grading/words";

exercise("02-fuel-network.low-fuel-query", { points: 3, title: "3.1 The query" }, ({ learner, solution }) => {
  const planned = planReadings(getSeed(solution)).filter(({ digits }) => digits === "three");
  for (const [n, tank] of TANKS.entries()) {
    it(`finds a station whose tank ${n + 1} is low`, () => {
      const stations = planned
        .filter(({ reading }) => Number(reading[tank]) < 200)
        .map(({ reading }) => reading.station_id);
      const listMissing = (run: Evidence) => {
        const found = new Set(listQueuedStations(run));
        return stations.filter((station) => !found.has(station));
      };
      requireFromSolution(listMissing(solution).length === 0 || undefined);
      const missing = listMissing(learner);
      expect(
        missing,
        formatHint({
          expected: `a station where only ${tank} is below 200 is found`,
          found: describeAlert(learner, missing[0] ?? ""),
          look:
            missing.length < stations.length
              ? "query: without LIMIT, so that it finds all stations"
              : "query: after WHERE, all five conditions, with OR between them",
        }),
      ).to.deep.equal([]);
    });
  }
  it("ignores stations that have enough", () => {
    const wrong = planned.find(
      ({ reading, isLow }) => !isLow && listQueuedStations(learner).includes(reading.station_id),
    );
    expect(
      listQueuedStations(learner).length > 0 && wrong === undefined,
      formatHint({
        expected: "a station with 200 or more in all tanks is not found",
        found: wrong ? `one with ${getLevels(wrong.reading).join(", ")} was found` : describeAlert(learner, ""),
        look: "query: the condition after WHERE",
      }),
    ).to.equal(true);
  });
});

/** The shortest pause between two requests. A loop without a pause sends hundreds a second, which Athena throttles. */
const SHORTEST_PAUSE_MS = 50;
/** The longest pause: Lambda ends FuelPlanningApp after 60 seconds. The bound is generous, since the cloud's clock also runs in real time. */
const MAX_PAUSE_MS = 20_000;

function pauseClaim({ learner, solution }: EvidencePair): void {
  it("waits a moment before it asks again", () => {
    requireFromSolution(getPauses(solution).length > 3 || undefined);
    const pauses = getPauses(learner);
    const other = pauses.find((ms) => ms < SHORTEST_PAUSE_MS || ms > MAX_PAUSE_MS);
    // A sleep that nothing awaits moves the cloud's clock, too, sometimes before the next request.
    const remarks = learner.findScript("src/fuel/fuel-planning-app.ts")?.remarks?.["02-fuel-network.wait-for-state"];
    const isAwaited = !remarks?.some((remark) => remark.includes("Nothing waits for sleep("));
    expect(
      pauses.length > 0 && other === undefined && isAwaited,
      formatHint({
        expected: "there is a pause between two requests, such as 200 ms",
        found: !isAwaited
          ? "nothing waits for sleep"
          : other === undefined
            ? "it does not ask a second time"
            : other < SHORTEST_PAUSE_MS
              ? `it asks again after ${Math.round(other)} ms`
              : `it asks again only after ${Math.round(other / 1000)} s`,
        look: "await sleep(200), at the end of the loop: with await, and in milliseconds",
      }),
    ).to.equal(true);
  });
}

/** Where to look if the result is fetched too early. */
const LOOP_END = "when the loop ends: only at SUCCEEDED. A query begins as QUEUED, and is RUNNING later";

exercise("02-fuel-network.wait-for-state", { points: 3, title: "3.2 Wait for the query" }, ({ learner, solution }) => {
  const [answer, failing, canceled] = getAnswers(learner);
  // Athena's message when results are fetched before the query has succeeded.
  const isUnfinished = (error: string | undefined) => /Query has not yet finished/.test(error ?? "");
  const isTooEager = (error: string | undefined) => isUnfinished(error) || /Query did not finish/.test(error ?? "");
  it("asks for the state of the query", () => {
    requireFromSolution(countStateRequests(solution) || undefined);
    expect(
      countStateRequests(learner),
      formatHint({
        expected: "GetQueryExecution is asked until the state is final",
        found: "it is never asked",
        look: "the loop in queryIsOver: it begins with a GetQueryExecutionCommand",
      }),
    ).to.be.greaterThan(0);
  });
  it("fetches the result when it is there", () => {
    expect(
      answer?.error,
      formatHint({
        expected: "the result is fetched as soon as the state is SUCCEEDED",
        found: isTooEager(answer?.error)
          ? `it is fetched before: ${answer?.error}`
          : `the function stopped: ${answer?.error}`,
        look: LOOP_END,
      }),
    ).to.equal(undefined);
    expect(learner.journal.count("athena", "GetQueryResults")).to.be.greaterThan(0);
  });
  for (const [state, says, when, ended] of [
    ["FAILED", "says that a query has failed, and fetches nothing", "with a table that does not exist", failing],
    ["CANCELLED", "says that a query was canceled, and fetches nothing", "when somebody stops the query", canceled],
  ] as const)
    it(says, () => {
      const error = ended?.error ?? "";
      // Athena's own reason says enough: here, that a table does not exist.
      const saysSo = (state === "FAILED" ? /fail|not succe|unsucce|does not exist/i : /cancel|not succe|unsucce/i).test(
        error,
      );
      expect(
        saysSo && !isTooEager(error) && error !== ASKED_WITHOUT_END && !/\[object |undefined/.test(error),
        formatHint({
          expected: `${when}, the state is ${state}, and the function throws its own error that says so`,
          found: !ended
            ? "it did not come so far"
            : ended.error === undefined
              ? `it answers ${formatValue(ended.response)}`
              : isTooEager(error)
                ? `it asks for the answer anyway: ${error}`
                : error === ASKED_WITHOUT_END
                  ? `it keeps asking, though the state is ${state}: the loop does not end`
                  : `the error says ${formatValue(error)}`,
          look: isUnfinished(error) ? LOOP_END : "the throw for FAILED and CANCELLED",
        }),
      ).to.equal(true);
    });
  pauseClaim({ learner, solution });
});

exercise("02-fuel-network.queue-station", { points: 2, title: "3.3 Tell the trucks" }, ({ learner, solution }) => {
  const listStations = () =>
    planReadings(getSeed(solution))
      .filter(({ isLow, digits }) => isLow && digits === "three")
      .map(({ reading }) => reading.station_id);
  it("answers with a sentence for each station", () => {
    const [answer] = getAnswers(learner);
    const sentences = Array.isArray(answer?.response) ? answer.response : [];
    const lacking = listStations()
      .map((station) => `Gas station ${station} is low on fuel. Alerting fuel trucks.`)
      .find((sentence) => !sentences.includes(sentence));
    expect(
      lacking,
      formatHint({
        expected: lacking ?? "",
        found:
          answer?.error ??
          (sentences.length === 0 ? "the response is empty" : `the first sentence is ${formatValue(sentences[0])}`),
        look: "the string in alerts.push(…): every character counts",
      }),
    ).to.equal(undefined);
  });
  it("sends the number of each station to the queue", () => {
    const countMessages = (station: string) => listQueuedStations(learner).filter((text) => text === station).length;
    const stations = listStations();
    const lacking = stations.find((station) => countMessages(station) !== 1);
    const pending = describePending(learner, "SendMessageCommand");
    expect(
      pending === undefined && lacking === undefined,
      formatHint({
        expected: `one message that reads ${formatValue(lacking ?? stations[0])}, and nothing more`,
        ...(pending ?? describeMessages(learner, stations, lacking ?? "")),
      }),
    ).to.equal(true);
  });
});

/** What is in the queue instead of one message for the station, and where to look. */
function describeMessages(run: Evidence, stations: readonly string[], station: string): Pick<Advice, "found" | "look"> {
  const messages = listQueuedStations(run);
  const [first] = messages;
  const number = "sendSqsMessage(…): just the station's number";
  if (first === undefined) return { found: "there is no message in the queue of queue_url", look: number };
  const count = messages.filter((message) => message === station).length;
  if (count > 1)
    return {
      found: `${count} such messages: that station would get ${count} trucks`,
      look: "sendSqsMessage(…): once per station",
    };
  if (!/^\d+$/.test(String(first))) return { found: `the first message reads ${formatValue(first)}`, look: number };
  const reached = stations.filter((name) => messages.includes(name)).length;
  return {
    found: `only ${reached} of ${stations.length} stations ${reached === 1 ? "has" : "have"} a message`,
    look: "sendSqsMessage(…): for each station, also after the first one",
  };
}

exercise("02-fuel-network.deploy-fuel-planning", { points: 2, title: "3.4 Deploy it to Lambda" }, (sides) => {
  claimEnvironment("FuelPlanningApp", sides);
});
