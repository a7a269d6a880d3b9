import { expect } from "chai";
import { LEFT_TO_CI, LONG, skipIf } from "../../cloud/testing/skip";
import { drawMetricQuestion, type MetricQuestion } from "../../src/metrics/metric-question";
import { useRehearsal } from "../testing/rehearsal";

const LAB = "04-windowed-delivery";
/** Learners with ten different questions. */
const NAMES = [
  "grace-hopper",
  "barbara-liskov",
  "katherine-johnson",
  "tim-berners-lee",
  "radia-perlman",
  "donald-knuth",
  "margaret-hamilton",
  "leslie-lamport",
  "frances-allen",
  "ada-lovelace",
].slice(0, LONG ? undefined : 2);

const askInSql = ({ componentName, metricName, column, first }: MetricQuestion): string[] => [
  "const MY_QUERY = `SELECT componentName, metricName, unit, minValue, maxValue, fromTimestamp, toTimestamp",
  `  FROM aggregates WHERE componentName = '${componentName}' AND metricName = '${metricName}'`,
  `  ORDER BY ${column}${first === "highest" ? " DESC" : ""}\`;`,
];

describe("each learner's own question in lab 04", () => {
  const rehearsal = useRehearsal(LAB);
  const gradeQuestion = async (name: string, question: MetricQuestion) => {
    const answers = {
      [`${LAB}.student-name`]: [`const STUDENT = "${name}";`],
      [`${LAB}.question`]: askInSql(question),
    };
    const { exercises } = await rehearsal().grade(answers, { others: "open" });
    return exercises.find(({ id }) => id === `${LAB}.question`)?.status;
  };

  it("is the same for a name however it is written, and one of 16", () => {
    expect(drawMetricQuestion(" Ada-Lovelace ")).to.deep.equal(drawMetricQuestion("ada-lovelace"));
    const questions = Array.from({ length: 300 }, (_, n) => JSON.stringify(drawMetricQuestion(`learner-${n}`)));
    expect(new Set(questions).size).to.equal(16);
  });

  for (const [at, name] of NAMES.entries())
    it(`gives ${name} full marks for the answer to their own question, and not for another learner's`, async function () {
      skipIf(this, LEFT_TO_CI);
      const question = drawMetricQuestion(name);
      const neighbor = NAMES.at(at - 1) ?? "";
      const another = drawMetricQuestion(neighbor);
      expect(another, `${name} and ${neighbor} have the same question`).not.to.deep.equal(question);
      expect(await gradeQuestion(name, question)).to.equal("right");
      expect(await gradeQuestion(name, another)).to.equal("partial"); // for the columns
    });
});
