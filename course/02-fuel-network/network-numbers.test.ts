import { expect } from "chai";
import { LONG } from "../../cloud/testing/skip";
import { renderExerciseText } from "../../grader/index";
import { drawNetworkNumbers, type NetworkNumbers } from "../../src/fuel/network-numbers";
import { useRehearsal } from "../testing/rehearsal";

const LAB = "02-fuel-network";
/** Learners of whom each has other numbers than the one before. */
const NAMES = [
  "alan-turing",
  "linus-torvalds",
  "john-backus",
  "mary-keller",
  "jean-bartik",
  "dennis-ritchie",
  "ken-thompson",
  "vint-cerf",
  "hedy-lamarr",
  "Ada Lovelace",
];

describe("each learner's own numbers in lab 02", function () {
  this.timeout(900_000);
  const rehearsal = useRehearsal(LAB);
  const createAnswers = (name: string, { retrySeconds, faultyStation }: NetworkNumbers) => {
    const slots = rehearsal().skeleton.cells.flatMap((cell) => cell.slots);
    const replaceNumber = (exercise: string, [solution, learner]: readonly [string, string]) => {
      const text = slots.find((slot) => slot.exercise === `${LAB}.${exercise}`)?.solution.join("\n") ?? "";
      expect(text).to.include(solution);
      return { [`${LAB}.${exercise}`]: text.replace(solution, learner).split("\n") };
    };
    return {
      ...replaceNumber("student-name", ["ada-lovelace", name]),
      ...replaceNumber("create-firehose", ["DurationInSeconds: 60", `DurationInSeconds: ${retrySeconds}`]),
      ...replaceNumber("null-key", ['station_id: "7"', `station_id: "${faultyStation}"`]),
    };
  };

  it("are the same for a name however it is written, one of 64, and those of the solution without a name", () => {
    expect(drawNetworkNumbers(" Ada-Lovelace ")).to.deep.equal(drawNetworkNumbers("ada-lovelace"));
    const drawn = Array.from({ length: 1000 }, (_, n) => JSON.stringify(drawNetworkNumbers(`learner-${n}`)));
    expect(new Set(drawn).size).to.equal(64);
    for (const nameless of ["ada-lovelace", "", " ", undefined, "zoë"])
      expect(drawNetworkNumbers(nameless)).to.deep.equal({ retrySeconds: 60, faultyStation: "7" });
  });

  for (const [at, name] of NAMES.slice(0, LONG ? undefined : 1).entries())
    it(`give ${name} full marks for the solution with their own numbers, and advice for another learner's`, async () => {
      const [numbers, another] = [name, NAMES.at(at - 1)].map((learner) => drawNetworkNumbers(learner));
      if (numbers === undefined || another === undefined) throw new Error("Two learners are needed.");
      expect(another.retrySeconds, name).not.to.equal(numbers.retrySeconds);
      expect(another.faultyStation, name).not.to.equal(numbers.faultyStation);

      const right = await rehearsal().grade(createAnswers(name, numbers), { others: "solution" });
      expect(right.exercises.filter(({ status }) => status !== "right")).to.deep.equal([]);
      expect(right.score).to.equal(right.max);

      const copied = await rehearsal().grade(createAnswers(name, another), { others: "solution" });
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
