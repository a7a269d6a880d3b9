import { join } from "node:path";
import { expect } from "chai";
import { createTemporaryFolder } from "../../test/temporary-folder";
import { gradeBy } from "../testing/grade-by";

describe("a submission that takes long", function () {
  this.timeout(120_000);
  const folder = createTemporaryFolder();
  before(() => {
    process.env["LABS_TEST_DONE"] = join(folder, "done");
  });
  after(() => {
    delete process.env["LABS_TEST_DONE"];
  });

  it("holds up no others, also where one worker grades: they are done before it, and all come in their order", async () => {
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
});
