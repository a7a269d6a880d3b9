import { expect } from "chai";
import type { CompiledCell } from "../../../kernel/cells";
import type { CellRunner } from "../../../kernel/run/runner";
import { runAgain } from "./run-again";

const CELL = { id: "create", ok: true, js: "", modules: [] } as unknown as CompiledCell;

/** A runner whose cell passes the stream's name, and what the function gives for 20, to the test. */
function createRunner(count: (people: number) => unknown, seen: unknown[], ok = true): CellRunner {
  const values = new Map<string, unknown>([
    ["STREAM", "people"],
    ["countShards", count],
  ]);
  return {
    getValue: (name) => values.get(name),
    getValueOfFailed: () => undefined,
    getErrorText: String,
    assign: (name, value) => values.set(name, value),
    run: () => {
      const current = values.get("countShards") as typeof count;
      seen.push([values.get("STREAM"), current(20)]);
      return Promise.resolve({ ok, outputs: [] });
    },
  };
}
const repeat = (runner: CellRunner) =>
  runAgain(runner, CELL, { name: "countShards", addend: 3, values: { STREAM: "other" } });

describe("running a cell again", () => {
  it("gives it larger numbers and other values, and restores both", async () => {
    const seen: unknown[] = [];
    const runner = createRunner((people) => people / 10, seen);
    expect(await repeat(runner)).to.equal(true);
    await runner.run(CELL);
    expect(seen).to.deep.equal([
      ["other", 5],
      ["people", 2],
    ]);
  });

  it("says whether the cell failed, and leaves results alone that are no numbers", async () => {
    const seen: unknown[] = [];
    expect(await repeat(createRunner(String, seen, false))).to.equal(false);
    expect(seen).to.deep.equal([["other", "20"]]);
  });
});
