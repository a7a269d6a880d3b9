import { expect } from "chai";
import { IN_CI, LEFT_TO_CI, LONG, skipIf } from "../../cloud/testing/skip";
import { renderExerciseText } from "../../grader/index";
import { drawBrief, drawFeedSeed } from "../../src/parcels/brief";
import { useRehearsal } from "../testing/rehearsal";
import { createLearnerAnswers, getVariedLab } from "../testing/variants";
import { DIRECT_PUT } from "./right-answers";

const LAB = "06-capstone";
const PIPELINE = `${LAB}.pipeline`;
const { learners } = getVariedLab(LAB);

describe("each learner's own brief in lab 06", function () {
  this.timeout(900_000);
  const rehearsal = useRehearsal(LAB);
  const createAnswers = (name: string, answersOf = name) => createLearnerAnswers(rehearsal().skeleton, name, answersOf);

  it("is the same for a name however it is written, one of 384, and that of the solution without a name", () => {
    expect(drawBrief(" Grace-Hopper ")).to.deep.equal(drawBrief("grace-hopper"));
    const drawn = Array.from({ length: 6000 }, (_, n) => JSON.stringify(drawBrief(`learner-${n}`)));
    expect(new Set(drawn).size).to.equal(384);
    for (const nameless of ["ada-lovelace", "", " ", undefined, "zoë"]) {
      const brief = { leastGrams: 0, firstAnswerMinutes: 5, alarmMinutes: 15, monthlyCost: 40 };
      expect(drawBrief(nameless)).to.deep.equal(brief);
      expect(drawFeedSeed(nameless)).to.equal(1);
    }
    expect(drawFeedSeed("grace-hopper")).to.not.equal(drawFeedSeed("alan-turing"));
  });

  for (const [at, name] of learners.slice(0, LONG ? undefined : IN_CI ? 2 : 1).entries()) {
    it(`gives ${name} full marks for the course's own design with their numbers`, async () => {
      const { exercises, score, max } = await rehearsal().grade(createAnswers(name), { others: "solution" });
      expect(exercises.filter(({ status }) => status !== "right")).to.deep.equal([]);
      expect(score).to.equal(max);
    });

    it(`gives ${name} full marks for a quite different design with their numbers`, async () => {
      const design = DIRECT_PUT.replace(
        "Number(scan.weight_g) > 0",
        `Number(scan.weight_g) > ${drawBrief(name).leastGrams}`,
      );
      const answers = { ...createAnswers(name), [PIPELINE]: design.split("\n") };
      const { exercises } = await rehearsal().grade(answers, { others: "solution" });
      expect(exercises.filter(({ status }) => status !== "right")).to.deep.equal([]);
    });

    if (LONG || at === 0)
      it(`gives ${name} advice for another learner's answer, and so does their own check`, async function () {
        skipIf(this, LEFT_TO_CI);
        const answers = createAnswers(name, learners.at(at - 1));
        const { exercises } = await rehearsal().grade(answers, { others: "solution" });
        const wrong = exercises.filter(({ status }) => status !== "right");
        expect(wrong.map(({ id, status }) => `${id} ${status}`)).to.deep.equal([`${PIPELINE} partial`]);
        expect(wrong.map((result) => renderExerciseText(result).join("\n"))[0])
          .to.include("the table below the cell brief-numbers, which is made for your name")
          .and.to.include(`a weight that is not above ${drawBrief(name).leastGrams}`);
        const checked = await rehearsal().check(answers, { others: "open" }, PIPELINE);
        expect(checked.exercises.find(({ id }) => id === PIPELINE)?.status).to.equal("partial");
      });
  }

  it("decides how long a buffer may collect: one of 400 seconds fits ken-thompson's seven minutes, and not five", async function () {
    skipIf(this, LEFT_TO_CI);
    const two = learners.slice(0, 2);
    expect(two.map((name) => drawBrief(name).firstAnswerMinutes)).to.deep.equal([5, 7]);
    const wrong = await Promise.all(
      two.map(async (name) => {
        const answers = createAnswers(name);
        const lines = answers[PIPELINE]?.map((line) =>
          line.replace("IntervalInSeconds: 60", "IntervalInSeconds: 400").replace("Threshold: 300", "Threshold: 500"),
        );
        const { exercises } = await rehearsal().grade({ ...answers, [PIPELINE]: lines ?? [] }, { others: "solution" });
        return exercises.flatMap(({ claims }) => claims.filter(({ holds }) => !holds).map(({ says }) => says));
      }),
    );
    expect(wrong).to.deep.equal([["answers the first query in time after the feed"], []]);
  });
});
