import { join } from "node:path";
import { expect } from "chai";
import { gradeAll } from "./grade-all";

const PROGRAM = join(import.meta.dirname, "..", "testing", "dying-worker.mjs");

describe("a worker that ends over a submission", function () {
  this.timeout(60_000);

  it("has it rejected while it reads it, where nothing of it runs; once it is read, it is a fault of the grader's; others go on", async () => {
    const ids = ["honest", "unread", "read", "honest"];
    const { all } = await gradeAll(
      ids.map((id) => ({ id, path: "/nowhere", student: {} })),
      {
        batch: {
          root: "/nowhere",
          lab: "99-plain",
          seed: 1,
          unsafe: false,
          handedIn: { notebook: "", scripts: [] },
          paths: [],
          out: "",
          workers: 1,
          progress: () => undefined,
        },
        program: PROGRAM,
        askCompiler: () => Promise.resolve(undefined),
        log: () => Promise.resolve({ before: new Map(), add: () => Promise.resolve() }),
      },
    );
    expect(all.map(({ result: { status, score } }) => [status, score])).to.deep.equal([
      ["graded", 4],
      ["rejected", 0],
      ["grader-fault", 0],
      ["graded", 4],
    ]);
    expect(all[1]?.result.notes.join()).to.match(/Save the notebook anew/);
  });
});
