import { expect } from "chai";
import { gradeBy } from "../testing/grade-by";

describe("a worker that ends over a submission", function () {
  this.timeout(60_000);

  it("has it rejected while it reads it, where nothing of it runs; once it is read, it is a fault of the grader's; others go on", async () => {
    const { all } = await gradeBy("dying-worker.mjs", ["honest", "unread", "read", "honest"]);
    expect(all.map(({ result: { status, score } }) => [status, score])).to.deep.equal([
      ["graded", 4],
      ["rejected", 0],
      ["grader-fault", 0],
      ["graded", 4],
    ]);
    expect(all[1]?.result.notes.join()).to.match(/Save the notebook anew/);
  });
});
