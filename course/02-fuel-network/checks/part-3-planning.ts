import { expect } from "chai";
import { exercise, hint, it, shown } from "../../../grader/index";
import { TANKS } from "../../../src/generators/station-reading";
import { answersOf } from "../grading/driver";
import { environmentClaims } from "../grading/environment-claims";
import { plannedReadings, queuedStations } from "../grading/fuel-planning-app";
import { alertFor, inSolution, levelsOf, seedOf } from "../grading/words";

exercise("02-fuel-network.low-fuel-query", { points: 3, title: "3.1 The query" }, ({ learner, solution }) => {
  const planned = plannedReadings(seedOf(solution)).filter(({ digits }) => digits === "three");
  for (const [n, tank] of TANKS.entries()) {
    it(`finds a station whose tank ${n + 1} is low`, () => {
      const station = planned[n]?.reading.station_id ?? "";
      inSolution(queuedStations(solution).includes(station) || undefined);
      expect(
        queuedStations(learner),
        hint({
          expected: `a station of which only ${tank} is below 200 is found`,
          found: alertFor(learner, station),
          look: "the text between WHERE and its end: all five conditions, with OR between them",
        }),
      ).to.include(station);
    });
  }
  it("leaves stations alone that have enough", () => {
    const wrong = planned.find(({ reading, isLow }) => !isLow && queuedStations(learner).includes(reading.station_id));
    expect(
      queuedStations(learner).length > 0 && wrong === undefined,
      hint({
        expected: "a station with 200 or more in all tanks is not found",
        found: wrong ? `one with ${levelsOf(wrong.reading).join(", ")} was found` : alertFor(learner, ""),
        look: "the condition after WHERE",
      }),
    ).to.equal(true);
  });
});

exercise("02-fuel-network.wait-for-state", { points: 3, title: "3.2 Wait for the query" }, ({ learner, solution }) => {
  const [answer, failing] = answersOf(learner);
  // AWS's words when an answer is fetched that is not there.
  const isTooEager = (error: string | undefined) => /Query (has not yet finished|did not finish)/.test(error ?? "");
  it("asks for the state of the query", () => {
    inSolution(solution.journal.count("athena", "GetQueryExecution") || undefined);
    expect(
      learner.journal.count("athena", "GetQueryExecution"),
      hint({
        expected: "GetQueryExecution is asked until the state is final",
        found: "it is never asked",
        look: "the loop in queryIsOver: it begins with a GetQueryExecutionCommand",
      }),
    ).to.be.greaterThan(0);
  });
  it("fetches the answer when it is there", () => {
    expect(
      answer?.error,
      hint({
        expected: "the answer is fetched as soon as the state is SUCCEEDED",
        found: isTooEager(answer?.error)
          ? `it is fetched before: ${answer?.error}`
          : `the function stopped: ${answer?.error}`,
        look: "when the loop ends: break for SUCCEEDED, and for nothing else",
      }),
    ).to.equal(undefined);
    expect(learner.journal.count("athena", "GetQueryResults")).to.be.greaterThan(0);
  });
  it("says that a query has failed, and fetches nothing", () => {
    expect(
      failing?.error !== undefined && !isTooEager(failing.error),
      hint({
        expected: "with a table that does not exist, the state is FAILED, and the function throws an error of its own",
        found:
          failing?.error === undefined
            ? `it answers ${shown(failing?.response)}`
            : `it asks for the answer all the same: ${failing.error}`,
        look: "the throw for FAILED and CANCELLED",
      }),
    ).to.equal(true);
  });
});

exercise("02-fuel-network.queue-station", { points: 2, title: "3.3 Tell the trucks" }, ({ learner, solution }) => {
  const wanted = () =>
    plannedReadings(seedOf(solution))
      .filter(({ isLow, digits }) => isLow && digits === "three")
      .map(({ reading }) => reading.station_id);
  it("answers with a sentence for each station", () => {
    const [answer] = answersOf(learner);
    const sentences = Array.isArray(answer?.response) ? answer.response : [];
    const lacking = wanted()
      .map((station) => `Gas station ${station} is low on fuel. Alerting fuel trucks.`)
      .find((sentence) => !sentences.includes(sentence));
    expect(
      lacking,
      hint({
        expected: lacking ?? "",
        found:
          answer?.error ??
          (sentences.length === 0 ? "the response is empty" : `the first sentence is ${shown(sentences[0])}`),
        look: "the text in alerts.push(…): each letter counts",
      }),
    ).to.equal(undefined);
  });
  it("puts the number of each station into the queue", () => {
    const lacking = wanted().find((station) => !queuedStations(learner).includes(station));
    const first = queuedStations(learner)[0];
    expect(
      lacking,
      hint({
        expected: `a message that reads ${shown(lacking)}, and nothing more`,
        found:
          first === undefined
            ? "there is no message in the queue of queue_url"
            : `the first message reads ${shown(first)}`,
        look: "sendSqsMessage(…): the station's number alone",
      }),
    ).to.equal(undefined);
  });
});

exercise("02-fuel-network.deploy-fuel-planning", { points: 2, title: "3.4 Bring it to Lambda" }, (sides) => {
  environmentClaims("FuelPlanningApp", sides);
});
