import { expect } from "chai";
import { useProject } from "../testing/use-project";

describe("labs solution", () => {
  const project = useProject();
  const NOTEBOOK = "notebooks/01-streaming-ingestion_Solution.ipynb";
  const SCRIPT = "src/etl/consumer_Solution.ts";

  it("writes the solution beside the learner's own files, with imports that work there", async () => {
    const { status, out } = await project.runLabs("solution", "01");
    expect(status).to.equal(0);
    expect(out.split("\n")).to.deep.equal([`${NOTEBOOK}: here it is.`, `${SCRIPT}: here it is.`]);
    expect(await project.read(NOTEBOOK)).to.equal(
      await project.read("solutions/01-streaming-ingestion_Solution.ipynb"),
    );
    expect(await project.read(SCRIPT))
      .to.match(/^import \{ one \} from "\.\.\/one";/)
      .and.to.include("return one + 41;");
  });

  it("overwrites nothing, and says so", async () => {
    await project.write(SCRIPT, "mine\n");
    const { status, out, err } = await project.runLabs("solution", "01");
    expect(status).to.equal(1);
    expect(out).to.equal(`${NOTEBOOK}: here it is.`);
    expect(err).to.equal(
      `${SCRIPT}: a changed copy is already there and was not overwritten. Rename or delete it, then run this command again.`,
    );
    expect(await project.read(SCRIPT)).to.equal("mine\n");
  });

  it("can be run twice", async () => {
    await project.runLabs("solution", "01");
    const { status, out } = await project.runLabs("solution", "1");
    expect(status).to.equal(0);
    expect(out.split("\n").every((line) => line.endsWith("it is already there."))).to.equal(true);
  });

  it("rejects a missing or unknown lab", async () => {
    expect((await project.runLabs("solution")).status).to.equal(2);
    expect(await project.runLabs("solution", "77"))
      .to.include({ status: 2 })
      .and.to.have.property("err")
      .that.includes('There is no lab "77".');
  });
});
