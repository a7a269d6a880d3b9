import { expect } from "chai";
import { createLab } from "../../course/givens/lab";
import { UsageError } from "./command";
import { findLab } from "./find-lab";

const all = [createLab("01-streams", { title: "Streams" }), createLab("10-windows", { title: "Windows" })];

describe("finding a lab by name", () => {
  for (const [named, id] of [
    ["01", "01-streams"],
    ["1", "01-streams"],
    ["10-windows", "10-windows"],
    ["10", "10-windows"],
  ] as const) {
    it(`finds ${id} by ${named}`, () => {
      expect(findLab(named, all).id).to.equal(id);
    });
  }
  for (const named of ["2", "", "01-stream", "streams"]) {
    it(`lists the labs when asked for "${named}"`, () => {
      expect(() => findLab(named, all)).to.throw(UsageError, "The labs are: 01 (Streams), 10 (Windows).");
    });
  }
});
