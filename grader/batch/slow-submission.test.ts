import { join } from "node:path";
import { expect } from "chai";
import { useEmptyFolder } from "../../cloud/testing/temporary-folder";
import { gradeBy } from "../testing/grade-by";

describe("a slow submission", () => {
  const folder = useEmptyFolder();
  beforeEach(() => {
    process.env["LABS_TEST_DONE"] = join(folder, "done");
  });
  after(() => {
    delete process.env["LABS_TEST_DONE"];
  });

  it("delays no others, even with a single worker: they finish first, and all are returned in order", async () => {
    const ids = ["first", "endless", "second", "third", "last"];
    const done: string[] = [];
    const { all } = await gradeBy("waiting-worker.mjs", ids, {
      onProgress: ({ last }) => void done.push(...(last ? [last.result.id] : [])),
      // Without another lane this test never ends: "endless" waits for "last".
      longMs: 200,
    });
    expect(done.filter((id) => id !== "endless")).to.deep.equal(["first", "second", "third", "last"]);
    expect(all.map(({ result: { id } }) => id)).to.deep.equal(ids);
  });

  it("gets a worker beside it that was started for an earlier one", async () => {
    const ids = ["first", "endless", "last", "second", "endless 2", "last 2"];
    const { all } = await gradeBy("waiting-worker.mjs", ids, { longMs: 200 });
    expect(new Set(all.map(({ result: { notes } }) => notes[0]))).to.have.property("size", 2);
  });
});
