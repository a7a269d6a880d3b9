import { expect } from "chai";
import { LEFT_TO_CI, LONG, skipIf } from "../../cloud/testing/skip";
import { renderExerciseText } from "../../grader/index";
import { drawNetworkNumbers } from "../../src/fuel/network-numbers";
import { useRehearsal } from "../testing/rehearsal";
import { createLearnerAnswers, getVariedLab } from "../testing/variants";

const LAB = "02-fuel-network";
const { learners } = getVariedLab(LAB);

describe("each learner's own numbers in lab 02", function () {
  this.timeout(900_000);
  const rehearsal = useRehearsal(LAB);
  const createAnswers = (name: string, answersOf = name) => createLearnerAnswers(rehearsal().skeleton, name, answersOf);

  it("are the same for a name however it is written, one of 64, and those of the solution without a name", () => {
    expect(drawNetworkNumbers(" Ada-Lovelace ")).to.deep.equal(drawNetworkNumbers("ada-lovelace"));
    const drawn = Array.from({ length: 1000 }, (_, n) => JSON.stringify(drawNetworkNumbers(`learner-${n}`)));
    expect(new Set(drawn).size).to.equal(64);
    for (const nameless of ["ada-lovelace", "", " ", undefined, "zoë"])
      expect(drawNetworkNumbers(nameless)).to.deep.equal({ retrySeconds: 60, faultyStation: "7" });
  });

  for (const [at, name] of learners.slice(0, LONG ? undefined : 1).entries())
    it(`give ${name} full marks for the solution with their own numbers, and advice for another learner's`, async function () {
      skipIf(this, LEFT_TO_CI);
      const copiedFrom = learners.at(at - 1) ?? "";
      const [numbers, another] = [drawNetworkNumbers(name), drawNetworkNumbers(copiedFrom)];
      expect(another.retrySeconds, name).not.to.equal(numbers.retrySeconds);
      expect(another.faultyStation, name).not.to.equal(numbers.faultyStation);

      const right = await rehearsal().grade(createAnswers(name), { others: "solution" });
      expect(right.exercises.filter(({ status }) => status !== "right")).to.deep.equal([]);
      expect(right.score).to.equal(right.max);

      const copied = await rehearsal().grade(createAnswers(name, copiedFrom), { others: "solution" });
      const wrong = copied.exercises.filter(({ status }) => status !== "right");
      expect(wrong.map(({ id, status }) => `${id} ${status}`)).to.deep.equal([
        `${LAB}.create-firehose partial`,
        `${LAB}.null-key partial`,
      ]);
      const [firehose = "", station = ""] = wrong.map((result) => renderExerciseText(result).join("\n"));
      expect(firehose)
        .to.include(`Expected: the retry duration of SI-Firehose is ${numbers.retrySeconds}.`)
        .and.to.include("the table below the cell retry-duration");
      expect(station)
        .to.include(`Found: its station_id is "${another.faultyStation}".`)
        .and.to.include("the table below the cell faulty-station");
    });
});
