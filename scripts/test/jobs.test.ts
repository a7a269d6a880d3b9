import { expect } from "chai";
import { resolve } from "node:path";
import { jobsOf } from "./jobs";

const project = resolve(".");
const filesOf = (...only: string[]) => jobsOf(project, only).flatMap(({ mocha, args }) => (mocha ? args.slice(1) : []));

describe("npm test: the jobs", () => {
  it("run every test file of the project once", () => {
    const files = filesOf();
    expect(files).to.include.members([
      "cloud/services/sts/operations/assume-role.test.ts",
      "scripts/test/jobs.test.ts",
    ]);
    expect(new Set(files).size).to.equal(files.length);
  });
  it("can be a folder alone, though it is part of a larger job", () => {
    const files = filesOf("cloud/services/sts");
    expect(files).to.not.be.empty;
    for (const file of files) expect(file).to.match(/^cloud\/services\/sts\//);
  });
  it("can be a check by its name", () => {
    expect(jobsOf(project, ["types"]).map(({ name }) => name)).to.deep.equal(["types"]);
  });
});
