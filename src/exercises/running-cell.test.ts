import { expect } from "chai";
import { runningNotebook } from "./running-cell";

describe("the running notebook", () => {
  const key = Symbol.for("labs.executed");
  const ran = (...ids: string[]): void =>
    void Reflect.set(
      globalThis,
      key,
      ids.map((cellId) => ({ cellId, code: "" })),
    );
  afterEach(() => {
    Reflect.deleteProperty(globalThis, key);
  });

  it("is the one that holds the cell", () => {
    ran("create-buckets");
    expect(runningNotebook()?.path).to.equal("notebooks/01-streaming-ingestion.ipynb");
  });
  it("is the one whose cells ran before, where several have a cell of that id", () => {
    ran("setup", "partition-keys", "folder", "lab-check");
    expect(runningNotebook()?.path).to.equal("notebooks/02-fuel-network.ipynb");
    ran("setup", "create-buckets", "lab-check");
    expect(runningNotebook()?.path).to.equal("notebooks/01-streaming-ingestion.ipynb");
  });
  it("is none for a cell that no notebook has", () => {
    ran("nowhere");
    expect(runningNotebook()).to.equal(undefined);
  });
});
