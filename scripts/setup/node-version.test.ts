import { expect } from "chai";
import { findNodeProblem } from "./node-version.mjs";

describe("set-up: the version of Node", () => {
  for (const version of ["20.19.0", "20.20.2", "22.0.0", "30.1.0"]) {
    it(`accepts ${version}`, () => expect(findNodeProblem(version)).to.equal(undefined));
  }
  for (const version of ["20.18.3", "18.20.0", "9.0.0"]) {
    it(`refuses ${version} in one line that explains what to do`, () => {
      expect(findNodeProblem(version)).to.match(
        new RegExp(`^Node ${version} is too old: .*20\\.19.*https://nodejs\\.org.*$`),
      );
    });
  }
});
