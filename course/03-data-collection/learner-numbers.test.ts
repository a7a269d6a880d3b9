import { expect } from "chai";
import { LONG } from "../../cloud/testing/skip";
import { renderExerciseText } from "../../grader/index";
import { drawSessionTask } from "../../src/collection/clicks";
import { drawLearnerNumbers } from "../../src/collection/learner-numbers";
import { useRehearsal } from "../testing/rehearsal";
import { createLearnerAnswers, getVariedLab } from "../testing/variants";

const LAB = "03-data-collection";
const { learners } = getVariedLab(LAB);

describe("each learner's own numbers in lab 03", function () {
  this.timeout(900_000);
  const rehearsal = useRehearsal(LAB);
  const createAnswers = (name: string, answersOf = name) => createLearnerAnswers(rehearsal().skeleton, name, answersOf);

  it("are the same for a name however it is written, one of 192, and those of the solution without a name", () => {
    expect(drawLearnerNumbers(" Ada-Lovelace ")).to.deep.equal(drawLearnerNumbers("ada-lovelace"));
    const drawn = Array.from({ length: 3000 }, (_, n) => JSON.stringify(drawLearnerNumbers(`learner-${n}`)));
    expect(new Set(drawn).size).to.equal(192);
    for (const nameless of ["ada-lovelace", "", " ", undefined, "zoë"])
      expect(drawLearnerNumbers(nameless)).to.deep.equal({ peoplePerSecond: 40, consumers: 2, minimumAge: 21 });
  });

  for (const [at, name] of learners.slice(0, LONG ? undefined : 2).entries())
    it(`give ${name} full marks for the solution with their own numbers, and advice for another learner's`, async () => {
      const copiedFrom = learners.at(at - 1) ?? "";
      const [numbers, another] = [drawLearnerNumbers(name), drawLearnerNumbers(copiedFrom)];
      expect(another.minimumAge, name).not.to.equal(numbers.minimumAge);
      expect([another.peoplePerSecond, another.consumers]).not.to.deep.equal([
        numbers.peoplePerSecond,
        numbers.consumers,
      ]);
      const [{ gapMinutes }, { gapMinutes: anotherGap }] = [drawSessionTask(name), drawSessionTask(copiedFrom)];
      expect(anotherGap, name).not.to.equal(gapMinutes);

      const right = await rehearsal().grade(createAnswers(name), { others: "solution" });
      expect(right.exercises.filter(({ status }) => status !== "right")).to.deep.equal([]);
      expect(right.score).to.equal(right.max);

      const copied = await rehearsal().grade(createAnswers(name, copiedFrom), { others: "solution" });
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
      expect(readFeedback("flink-sessions"))
        .to.include(`Expected: sessions with a gap of ${gapMinutes} minutes`)
        .and.to.include(`Found: sessions with a gap of ${anotherGap} minutes`)
        .and.to.include("the table below the cell clicks");
    });

  it("are judged by a learner's own check, too, which knows the name from the notebook", async () => {
    const name = "katherine-johnson";
    for (const [numbersOf, status] of [
      [name, "right"],
      ["", "partial"],
    ] as const)
      for (const exercise of ["create-stream", "stream-pump", "flink-sessions"].map((id) => `${LAB}.${id}`)) {
        const answers = createAnswers(name, numbersOf);
        const { exercises } = await rehearsal().check(answers, { others: "open" }, exercise);
        expect(exercises.find(({ id }) => id === exercise)?.status, exercise).to.equal(status);
      }
  });
});
