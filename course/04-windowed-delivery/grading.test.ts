import { expect } from "chai";
import { useRehearsal } from "../testing/rehearsal";

const LAB = "04-windowed-delivery";
const SEEDS = [2, 3, 5, 8, 13, 21, 34, 55, 89, 857];

describe("the marks of lab 04", function () {
  this.timeout(900_000);
  const rehearsal = useRehearsal(LAB);

  it("are full for the solution", async () => {
    const { status, score, max, exercises } = await rehearsal().grade({}, { others: "solution" });
    expect([status, score]).to.deep.equal(["graded", max]);
    expect(exercises.map(({ status: state }) => state)).to.deep.equal(rehearsal().exercises.map(() => "right"));
  });

  it("are 0 for what was handed out, and every exercise is reported as open", async () => {
    const { status, score, exercises } = await rehearsal().grade({}, { others: "open" });
    expect([status, score]).to.deep.equal(["graded", 0]);
    expect(exercises.map(({ id, status: state }) => [id, state])).to.deep.equal(
      rehearsal().exercises.map((id) => [id, "open"]),
    );
  });

  for (const seed of SEEDS) {
    it(`are full for the solution with seed ${seed}`, async () => {
      await rehearsal().solution(seed);
    });
  }
});
