import { expect } from "chai";
import { LONG } from "../../cloud/testing/skip";
import { renderExerciseText } from "../../grader/index";
import { drawLearnerNumbers, type LearnerNumbers } from "../../src/collection/learner-numbers";
import { useRehearsal } from "../testing/rehearsal";

const LAB = "03-data-collection";
/** Learners of whom each has other numbers than the one before. */
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
  "Ada Lovelace",
];

const createStream = ({ peoplePerSecond, consumers }: LearnerNumbers): string[] => [
  `const SHARDS = shardsNeeded(1300, ${peoplePerSecond}, ${consumers});`,
  "await kinesis.send(new CreateStreamCommand({ StreamName: STREAM, ShardCount: SHARDS }));",
];
const createPump = ({ minimumAge }: LearnerNumbers): string[] => [
  'export const STREAM_PUMP: string = `CREATE OR REPLACE PUMP "STREAM_PUMP" AS INSERT INTO "DESTINATION_USER_DATA"',
  '  SELECT STREAM "first", "last", "gender", "age", "country"',
  `  FROM "SOURCE_SQL_STREAM_001" WHERE "age" >= ${minimumAge};\`;`,
];

describe("each learner's own numbers in lab 03", function () {
  this.timeout(900_000);
  const rehearsal = useRehearsal(LAB);
  const createAnswers = (name: string, { stream, pump }: { stream: LearnerNumbers; pump: LearnerNumbers }) => ({
    [`${LAB}.student-name`]: [`const STUDENT = "${name}";`],
    [`${LAB}.create-stream`]: createStream(stream),
    [`${LAB}.stream-pump`]: createPump(pump),
  });

  it("are the same for a name however it is written, one of 192, and those of the solution without a name", () => {
    expect(drawLearnerNumbers(" Ada-Lovelace ")).to.deep.equal(drawLearnerNumbers("ada-lovelace"));
    const drawn = Array.from({ length: 3000 }, (_, n) => JSON.stringify(drawLearnerNumbers(`learner-${n}`)));
    expect(new Set(drawn).size).to.equal(192);
    for (const nameless of ["ada-lovelace", "", " ", undefined, "zoë"])
      expect(drawLearnerNumbers(nameless)).to.deep.equal({ peoplePerSecond: 40, consumers: 2, minimumAge: 21 });
  });

  for (const [at, name] of NAMES.slice(0, LONG ? undefined : 2).entries())
    it(`give ${name} full marks for the solution with their own numbers, and advice for another learner's`, async () => {
      const [numbers, another] = [name, NAMES.at(at - 1)].map((learner) => drawLearnerNumbers(learner));
      if (numbers === undefined || another === undefined) throw new Error("Two learners are needed.");
      expect(createStream(another), name).not.to.deep.equal(createStream(numbers));
      expect(createPump(another), name).not.to.deep.equal(createPump(numbers));

      const right = await rehearsal().grade(createAnswers(name, { stream: numbers, pump: numbers }), {
        others: "solution",
      });
      expect(right.exercises.filter(({ status }) => status !== "right")).to.deep.equal([]);
      expect(right.score).to.equal(right.max);

      const copied = await rehearsal().grade(createAnswers(name, { stream: another, pump: another }), {
        others: "solution",
      });
      const readFeedback = (exercise: string): string => {
        const result = copied.exercises.find(({ id }) => id === `${LAB}.${exercise}`);
        expect(result?.status, exercise).to.equal("partial");
        return result ? renderExerciseText(result).join("\n") : "";
      };
      expect(readFeedback("create-stream"))
        .to.include(`Found: shardsNeeded(1300, ${another.peoplePerSecond}, ${another.consumers}).`)
        .and.to.include("the table below the cell workload");
      expect(readFeedback("stream-pump"))
        .to.include(`Look at: WHERE "age" >= ${numbers.minimumAge}; the table below the cell minimum-age`)
        .and.to.include("✗ takes people who are old enough, and nobody else");
    });

  it("are judged by a learner's own check, too, which knows the name from the notebook", async () => {
    const name = "barbara-liskov";
    const [numbers, nameless] = [name, ""].map((learner) => drawLearnerNumbers(learner));
    if (numbers === undefined || nameless === undefined) throw new Error("Two learners are needed.");
    for (const [used, status] of [
      [numbers, "right"],
      [nameless, "partial"],
    ] as const)
      for (const exercise of ["create-stream", "stream-pump"].map((id) => `${LAB}.${id}`)) {
        const answers = createAnswers(name, { stream: used, pump: used });
        const { exercises } = await rehearsal().check(answers, { others: "open" }, exercise);
        expect(exercises.find(({ id }) => id === exercise)?.status, exercise).to.equal(status);
      }
  });
});
