import { expect } from "chai";
import { useProject } from "../testing/use-project";

describe("labs given", () => {
  const project = useProject();

  it("fails in one line where no cloud is running", async () => {
    expect(await project.labs("given", "01")).to.deep.equal({
      status: 1, out: "", err: "No lab cloud is running: start it with `npm start`. For your own AWS account, set LABS_TARGET=aws.",
    });
  });
});
