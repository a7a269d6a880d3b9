import { expect } from "chai";
import { exercise, formatHint, it, formatValue } from "../../../grader/index";
import { requireFromSolution } from "../../evidence-words";
import { describeFound, getPartOfConstant } from "../grading/constants";

/** A member of the query. `look` is its own place to look at, if it isn't the claim's. */
type Member = readonly [what: string, path: readonly (string | number)[], look?: string];

const CLAIMS: readonly (readonly [says: string, members: readonly Member[], look: string])[] = [
  [
    "asks for the records of PutRecords",
    [
      ["MetricName", ["MetricName"]],
      ["Namespace", ["Namespace"], "Namespace: it was given, and names the service"],
    ],
    "MetricName: its name is in the list that the text above links to. IncomingRecords would count PutRecord, too, and SuccessfulRecords leaves out what was rejected",
  ],
  [
    "asks about your stream",
    [
      ["the dimension's value", ["Dimensions", 0, "Value"]],
      ["the list of dimensions", ["Dimensions"], 'Dimensions: one, with the Name "StreamName"'],
    ],
    "Value: the variable STREAM",
  ],
  ["asks for a value each minute", [["Period", ["Period"]]], "Period: seconds, as a number"],
  ["asks for the sum", [["the statistic", ["Statistics", 0]]], 'Statistics: ["Sum"]. SampleCount would count calls'],
];

exercise("03-data-collection.per-minute", { points: 2, title: "3.1 Records a minute" }, ({ learner, solution }) => {
  const answer = learner.answer("PER_MINUTE");
  for (const [says, members, look] of CLAIMS)
    it(says, () => {
      for (const [title, path, ownLook = look] of members) {
        const expected = requireFromSolution(getPartOfConstant(solution, "PER_MINUTE", ...path));
        const value = getPartOfConstant(learner, "PER_MINUTE", ...path);
        expect(
          value,
          formatHint({
            expected: `${title} is ${formatValue(expected)}`,
            found: describeFound(learner, "PER_MINUTE", value),
            look: ownLook,
            because: "error" in answer ? answer.error : undefined,
          }),
        ).to.deep.equal(expected);
      }
    });
});
