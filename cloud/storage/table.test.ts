import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Table } from "./table";

describe("a table", () => {
  const folder = mkdtempSync(join(tmpdir(), "table-"));
  const path = join(folder, "t");
  after(() => rmSync(folder, { recursive: true }));
  beforeEach(() => rmSync(path, { force: true }));
  const open = (): Table<{ readonly n: number }> => new Table(path, () => { throw new Error("nothing is torn here"); });

  it("holds what was set, without what was removed, over a restart", () => {
    const table = open();
    for (const n of [1, 2, 3]) table.set(`k${n}`, { n });
    table.set("k1", { n: 10 });
    table.remove("k2");
    table.close();
    const again = open();
    expect(again.values()).to.deep.equal([{ n: 10 }, { n: 3 }]);
    expect(again.get("k2")).to.equal(undefined);
    again.close();
  });

  it("does not grow with changes, only with what it holds", () => {
    const table = open();
    for (let n = 0; n < 20_000; n++) table.set(`k${n % 5}`, { n });
    expect(statSync(path).size).to.be.below(80_000);
    table.close();
    const again = open();
    expect(again.values().map(({ n }) => n)).to.deep.equal([19_995, 19_996, 19_997, 19_998, 19_999]);
    again.close();
  });
});
