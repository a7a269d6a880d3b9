import { expect } from "chai";
import { unsavedWarning } from "./check";

describe("the warning before a check", () => {
  const key = Symbol.for("labs.executed");
  const ran = (...cells: readonly { cellId?: string; code: string }[]): void => void Reflect.set(globalThis, key, cells);
  afterEach(() => { Reflect.deleteProperty(globalThis, key); });

  const saved = {
    path: "notebooks/01-streaming-ingestion.ipynb",
    cells: [{ id: "a", code: "one" }, { id: "b", code: "two", exercise: "01-streaming-ingestion.b" }],
  };

  it("is silent if what ran is what is saved", () => {
    ran({ cellId: "a", code: "one" }, { cellId: "b", code: "two" });
    expect(unsavedWarning(saved)).to.equal(undefined);
  });
  it("names the exercises that differ", () => {
    ran({ cellId: "a", code: "one" }, { cellId: "b", code: "two, changed" });
    expect(unsavedWarning(saved)).to.contain("Save it (Ctrl+S").and.contain("Different: 01-streaming-ingestion.b").and.not.contain("a,");
  });
  it("takes the last run of a cell", () => {
    ran({ cellId: "b", code: "old" }, { cellId: "b", code: "two" });
    expect(unsavedWarning(saved)).to.equal(undefined);
  });
  it("leaves out cells that are not in the notebook, and those that never ran", () => {
    ran({ cellId: "elsewhere", code: "x" }, { code: "no id" });
    expect(unsavedWarning(saved)).to.equal(undefined);
  });
});
