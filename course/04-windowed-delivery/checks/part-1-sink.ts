import { isDeepStrictEqual } from "node:util";
import { expect } from "chai";
import { exercise, formatHint, formatValue, it, parseUntrustedJson, type Evidence } from "../../../grader/index";
import { sinkRecords } from "../grading/app";
import { requireFromSolution } from "../../evidence-words";

exercise("04-windowed-delivery.sink-record", { points: 2, title: "1.7 Into the stream" }, ({ learner, solution }) => {
  const ran = learner.findScript("src/metrics/app/windowed-metrics-app.ts");
  const none = ran?.error ?? "no record was written";
  const getDatas = (run: Evidence) => sinkRecords(run).map(({ data }) => parseUntrustedJson(data));
  it("writes each aggregate as JSON", () => {
    const expected = requireFromSolution(getDatas(solution).at(0) === undefined ? undefined : getDatas(solution));
    const at = expected.findIndex((item, n) => !isDeepStrictEqual(item, getDatas(learner)[n]));
    expect(
      at,
      formatHint({
        expected: `a record such as ${formatValue(expected[Math.max(at, 0)])}`,
        found: sinkRecords(learner).length === 0 ? none : formatValue(sinkRecords(learner)[at]?.data),
        look: "Data: JSON.stringify of the aggregate, in Buffer.from",
        because: sinkRecords(learner).length === 0 ? none : undefined,
      }),
    ).to.equal(-1);
    const broken = sinkRecords(learner).find(({ data }) => /[\r\n]/.test(data))?.data;
    const hasSeveralLines = /[\r\n]/.test(broken?.trim() ?? "");
    expect(
      broken === undefined,
      formatHint({
        expected: "one line of JSON, and no new line in it or after it",
        found: formatValue(hasSeveralLines ? broken?.slice(0, 40) : broken?.slice(-40)),
        look: hasSeveralLines
          ? "Data: JSON.stringify(aggregate) without a further argument. A row of the table is one line, so the JSON must be on one line"
          : "Data: JSON.stringify(aggregate) alone. The Firehose of part 2 writes the new line, so a second one makes empty rows",
      }),
    ).to.equal(true);
  });
  it("takes the component as partition key", () => {
    const getKeys = (run: Evidence) => sinkRecords(run).map(({ partitionKey }) => partitionKey);
    // Any key is right that is the same within a service and differs between services: each key then first occurs with its service.
    const findFirst = (keys: readonly string[]) => keys.map((key) => keys.indexOf(key));
    const [keys, components] = [getKeys(learner), getKeys(solution)];
    requireFromSolution(new Set(components).size > 1 || undefined);
    expect(
      findFirst(keys),
      formatHint({
        expected: `one partition key for each service, such as ${[...new Set(components)].sort().slice(-2).join(" and ")}`,
        found: keys.length === 0 ? none : `they are ${[...new Set(keys)].sort().slice(0, 3).join(", ")}`,
        look: "PartitionKey: a member of the aggregate",
        because: keys.length === 0 ? none : undefined,
      }),
    ).to.deep.equal(findFirst(components));
  });
});
