import { mkdtempSync, rmSync, statSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Table } from "./table";

describe("a table", () => {
  const folder = mkdtempSync(join(tmpdir(), "table-"));
  const path = join(folder, "t");
  after(() => rmSync(folder, { recursive: true }));
  beforeEach(() => rmSync(path, { force: true }));
  const open = (): Table<{ readonly n: number }> =>
    new Table(path, {
      onCut: () => {
        throw new Error("nothing is torn here");
      },
    });

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
    let table = open();
    for (let n = 0; n < 20_000; n++) {
      table.set(`k${n % 5}`, { n });
      if (n % 700 > 0) continue;
      table.close();
      table = open();
    }
    expect(statSync(path).size).to.be.below(80_000);
    table.close();
    const again = open();
    expect(again.values().map(({ n }) => n)).to.deep.equal([19_995, 19_996, 19_997, 19_998, 19_999]);
    again.close();
  });

  it("makes several changes at once: all of them or, torn, none", () => {
    const table = open();
    table.set("a", { n: 1 });
    table.change([["b", { n: 2 }], ["a"], ["c", { n: 3 }]]);
    const whole = statSync(path).size;
    table.change([]);
    expect(statSync(path).size, "no change writes nothing").to.equal(whole);
    table.close();
    const again = open();
    expect([...again.entries()]).to.deep.equal([
      ["b", { n: 2 }],
      ["c", { n: 3 }],
    ]);
    again.close();
    truncateSync(path, whole - 1);
    const cut: string[] = [];
    const torn = new Table<{ readonly n: number }>(path, { onCut: (line) => cut.push(line) });
    expect([...torn.entries()]).to.deep.equal([["a", { n: 1 }]]);
    expect(cut).to.have.length(1);
    torn.close();
  });

  it("puts many small writes together when it is opened again", () => {
    const table = open();
    for (let n = 0; n < 10_001; n++) table.set(`k${n}`, { n });
    table.close();
    const before = statSync(path).size;
    const again = open();
    expect(statSync(path).size).to.be.below(before - 10_000 * 6);
    expect([again.size, again.get("k10000")]).to.deep.equal([10_001, { n: 10_000 }]);
    again.close();
  });
});
