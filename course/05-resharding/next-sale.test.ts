import { createHash } from "node:crypto";
import { expect } from "chai";
import { IN_CI, LONG } from "../../cloud/testing/skip";
import { renderExerciseText } from "../../grader/index";
import { drawNextSale, isRightCut } from "../../src/tickets/next-sale";
import { useRehearsal } from "../testing/rehearsal";
import { createLearnerAnswers, getVariedLab } from "../testing/variants";

const LAB = "05-resharding";
const CUT = `${LAB}.next-cut`;
const { learners } = getVariedLab(LAB);

/** Whether a cut leaves neither of a learner's new shards too busy. */
const isRight = (name: unknown, cut: bigint): boolean => isRightCut(drawNextSale(name), cut);

const listRightCuts = (name: unknown): readonly bigint[] =>
  drawNextSale(name).flatMap(({ hashKey }) => (isRight(name, hashKey) ? [hashKey] : []));

describe("each learner's own concerts in lab 05", function () {
  this.timeout(900_000);
  const rehearsal = useRehearsal(LAB);
  const createAnswers = (name: string, answersOf = name) => createLearnerAnswers(rehearsal().skeleton, name, answersOf);

  it("are the same for a name however it is written, differ for others, and are those of the solution without a name", () => {
    expect(drawNextSale(" Ada-Lovelace ")).to.deep.equal(drawNextSale("ada-lovelace"));
    const names = Array.from({ length: 500 }, (_, n) => `learner-${n}`);
    expect(
      new Set(
        names.map((name) =>
          drawNextSale(name)
            .map(({ concert }) => concert)
            .join(),
        ),
      ).size,
    ).to.equal(500);
    for (const nameless of ["", " ", undefined, "zoë"])
      expect(drawNextSale(nameless)).to.deep.equal(drawNextSale("ada-lovelace"));
  });

  it("have one right gap each, which few other cuts are in, in the lower shard as often as in the upper one", () => {
    const names = Array.from({ length: 500 }, (_, n) => `learner-${n}`);
    const cuts = names.map((name) => listRightCuts(name));
    expect(cuts.every(({ length }) => length === 1)).to.equal(true);
    const unthinking = [1n << 126n, 3n << 126n, BigInt(`0x${createHash("md5").update("").digest("hex")}`)];
    expect(names.filter((name) => unthinking.some((cut) => isRight(name, cut)))).to.deep.equal([]);
    const upper = cuts.filter(([cut = 0n]) => cut >= 1n << 127n);
    expect(upper.length).to.be.within(200, 300);
    const shared = names.filter((name, at) => isRight(name, cuts.at(at - 1)?.[0] ?? 0n));
    expect(shared.length).to.be.lessThan(40);
  });

  const sample = LONG ? learners : learners.slice(0, IN_CI ? 2 : 1);
  for (const [at, name] of sample.entries())
    it(`give ${name} full marks for the solution with their own cut, and advice for another learner's`, async () => {
      const copiedFrom = learners.at(at - 1) ?? "";
      const right = await rehearsal().grade(createAnswers(name), { others: "solution" });
      expect(right.exercises.filter(({ status }) => status !== "right")).to.deep.equal([]);
      expect(right.score).to.equal(right.max);

      const copied = await rehearsal().grade(createAnswers(name, copiedFrom), { others: "solution" });
      const wrong = copied.exercises.filter(({ status }) => status !== "right");
      expect(wrong.map(({ id }) => id)).to.deep.equal([CUT]);
      expect(wrong.map((result) => renderExerciseText(result).join("\n"))[0])
        .to.include("the table below the cell next-sale, which is made for your name")
        .and.to.include("✗ leaves neither of the two new shards too busy");
    });

  it("are judged by a learner's own check, too, which knows the name from the notebook", async () => {
    const name = "barbara-liskov";
    for (const concertsOf of [name, "", "linus-torvalds"]) {
      const { exercises } = await rehearsal().check(createAnswers(name, concertsOf), { others: "open" }, CUT);
      const isRight = exercises.find(({ id }) => id === CUT)?.status === "right";
      expect(isRight, concertsOf).to.equal(concertsOf === name);
    }
  });
});
