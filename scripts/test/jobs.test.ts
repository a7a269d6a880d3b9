import { expect } from "chai";
import { resolve } from "node:path";
import { createJobs } from "./jobs";

const project = resolve(".");
const listFiles = (...only: string[]) =>
  createJobs(project, only).flatMap(({ mocha, args }) => (mocha ? args.slice(1) : []));

describe("npm test: the jobs", () => {
  it("run every test file of the project once", () => {
    const files = listFiles();
    expect(files).to.include.members(["cloud/services/sts/api/assume-role.test.ts", "scripts/test/jobs.test.ts"]);
    expect(new Set(files).size).to.equal(files.length);
  });
  it("can be a single folder, although it is part of a larger job", () => {
    const files = listFiles("cloud/services/sts");
    expect(files).to.not.be.empty;
    for (const file of files) expect(file).to.match(/^cloud\/services\/sts\//);
  });
  it("can be a check, by its name", () => {
    expect(createJobs(project, ["types"]).map(({ name }) => name)).to.deep.equal(["types"]);
  });
});
