import { expect } from "chai";
import { findRunningNotebook } from "./running-cell";

describe("the running notebook", () => {
  const key = Symbol.for("labs.executed");
  const addExecutedCells = (...ids: string[]): void =>
    void Reflect.set(
      globalThis,
      key,
      ids.map((cellId) => ({ cellId, code: "" })),
    );
  afterEach(() => {
    Reflect.deleteProperty(globalThis, key);
  });

  it("is the notebook that contains the cell", () => {
    addExecutedCells("create-buckets");
    expect(findRunningNotebook()?.path).to.equal("notebooks/01-streaming-ingestion.ipynb");
  });
  it("is the notebook whose cells ran before, if several have a cell with that id", () => {
    addExecutedCells("setup", "partition-keys", "folder", "lab-check");
    expect(findRunningNotebook()?.path).to.equal("notebooks/02-fuel-network.ipynb");
    addExecutedCells("setup", "create-buckets", "lab-check");
    expect(findRunningNotebook()?.path).to.equal("notebooks/01-streaming-ingestion.ipynb");
  });
  it("is unknown for a cell that no notebook has", () => {
    addExecutedCells("nowhere");
    expect(findRunningNotebook()).to.equal(undefined);
  });
});
