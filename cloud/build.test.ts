import { execFileSync } from "node:child_process";
import { expect } from "chai";
import { buildCloud } from "./build.mjs";
import { itIfLong } from "./testing/skip";

// Whether a bundle is complete is tested by all tests that start the command from it.
describe("the bundle", () => {
  itIfLong("is complete even if one process builds it twice at the same time", async () => {
    const [first, second] = await Promise.all([buildCloud({ force: true }), buildCloud({ force: true })]);
    expect(first).to.deep.equal(second);
    expect(execFileSync(process.execPath, [first.cli, "--help"], { encoding: "utf8" })).to.include("--memory");
  });
});
