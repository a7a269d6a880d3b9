import fs, { existsSync, readlinkSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { expect } from "chai";
import { skipIf } from "../testing/skip";
import { createTemporaryFolder } from "../testing/temporary-folder";
import { AppendLog } from "./append-log";
import { Storage } from "./storage";
import { Table } from "./table";

describe("a table", () => {
  const folder = createTemporaryFolder();
  const path = join(folder, "t");
  beforeEach(() => rmSync(path, { force: true }));
  const open = (): Table<{ readonly n: number }> =>
    new Table(path, {
      onCut: () => {
        throw new Error("nothing is torn here");
      },
    });

  it("keeps entries through a restart, without removed ones", () => {
    const table = open();
    for (const n of [1, 2, 3]) table.set(`k${n}`, { n });
    table.set("k1", { n: 10 });
    table.remove("k2");
    table.close();
    const again = open();
    expect(again.listValues()).to.deep.equal([{ n: 10 }, { n: 3 }]);
    expect(again.get("k2")).to.equal(undefined);
    again.close();
  });

  it("grows with its content, not with its changes", () => {
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
    expect(again.listValues().map(({ n }) => n)).to.deep.equal([19_995, 19_996, 19_997, 19_998, 19_999]);
    again.close();
  });

  it("writes several changes atomically: all of them or, if interrupted, none", () => {
    const table = open();
    table.set("a", { n: 1 });
    table.change([["b", { n: 2 }], ["a"], ["c", { n: 3 }]]);
    const whole = statSync(path).size;
    table.change([]);
    expect(statSync(path).size, "no change writes nothing").to.equal(whole);
    table.close();
    const again = open();
    expect([...again.listEntries()]).to.deep.equal([
      ["b", { n: 2 }],
      ["c", { n: 3 }],
    ]);
    again.close();
    truncateSync(path, whole - 1);
    const cut: string[] = [];
    const torn = new Table<{ readonly n: number }>(path, { onCut: (line) => cut.push(line) });
    expect([...torn.listEntries()]).to.deep.equal([["a", { n: 1 }]]);
    expect(cut).to.have.length(1);
    torn.close();
  });

  it("combines many small writes when it is reopened", () => {
    const table = open();
    for (let n = 0; n < 10_001; n++) table.set(`k${n}`, { n });
    table.close();
    const before = statSync(path).size;
    const again = open();
    expect(statSync(path).size).to.be.below(before - 10_000 * 6);
    expect([again.size, again.get("k10000")]).to.deep.equal([10_001, { n: 10_000 }]);
    again.close();
  });

  /** The numbers of the changes, of `keys` keys in turn, after which the file is compacted. */
  const listRewrites = (keys: number, changes: number): number[] => {
    const table = open();
    const found: number[] = [];
    for (let n = 1, before = 0; n <= changes; n++) {
      table.set(`k${n % keys}`, { n });
      const { size } = statSync(path);
      if (size < before) found.push(n);
      before = size;
    }
    table.close();
    return found;
  };
  it("is rewritten after a thousand changes, if four of five are obsolete", () => {
    // Compacted with the next change; the compacted file then holds one change for each key.
    expect(listRewrites(1, 2_100)).to.deep.equal([1_002, 2_002]);
    rmSync(path);
    expect(listRewrites(300, 2_200)).to.deep.equal([1_202, 2_103]);
    // A table that is opened again knows how many changes its log holds.
    expect(listRewrites(300, 1_200)).to.deep.equal([804]);
  });

  it("writes five hundred documents per frame when it rewrites many", () => {
    const table = open();
    for (let n = 0; n < 10_000; n++) table.set(`k${n}`, { n });
    table.close();
    const before = statSync(path).size;
    open().close();
    expect(statSync(path).size, "not for ten thousand frames").to.equal(before);
    const again = open();
    again.set("k0", { n: 10_000 });
    again.close();
    open().close();
    const sizes: number[] = [];
    const replay = (payload: Buffer): unknown => sizes.push((JSON.parse(payload.toString()) as unknown[]).length);
    new AppendLog(path, { replay, onCut: () => undefined }).close();
    expect(sizes).to.deep.equal(Array.from({ length: 20 }, () => 500));
  });

  it("ignores an unfinished new file left by a kill", () => {
    const table = open();
    table.set("a", { n: 1 });
    table.close();
    writeFileSync(`${path}.new`, "no log");
    const again = open();
    expect([again.size, existsSync(`${path}.new`)]).to.deep.equal([1, false]);
    again.close();
  });

  it("is created on disk with its first change, but not after it was closed", async () => {
    const table = open();
    table.remove("a");
    await table.flush();
    expect([table.isOnDisk, existsSync(path)]).to.deep.equal([true, false]);
    table.set("a", { n: 1 });
    expect([table.isOnDisk, existsSync(path)]).to.deep.equal([false, true]);
    await table.flush();
    expect(table.isOnDisk).to.equal(true);
    const { size } = statSync(path);
    table.remove("b");
    expect(statSync(path).size, "nothing is written of what was not there").to.equal(size);
    table.close();
    rmSync(path);
    const closed = open();
    closed.close();
    expect(() => closed.set("a", { n: 1 })).to.throw("is closed");
  });
});

describe("a rewritten table", () => {
  const { fdatasyncSync, fsyncSync, renameSync } = fs;
  const data = createTemporaryFolder();
  const services = join(data, "services");
  const steps: string[] = [];
  const getName = (fd: number): string => readlinkSync(`/proc/self/fd/${fd}`).slice(services.length);
  before(function () {
    skipIf(this, process.platform === "linux" ? undefined : "only Linux tells which file a descriptor stands for");
    // The only way to see in which order files are flushed to the disk.
    Object.assign(fs, {
      fdatasyncSync: (fd: number) => [steps.push(`data of ${getName(fd)}`), fdatasyncSync(fd)],
      fsyncSync: (fd: number) => [steps.push(`names in ${getName(fd)}`), fsyncSync(fd)],
      renameSync: (from: string, to: string) => [
        steps.push(`rename to ${to.slice(services.length)}`),
        renameSync(from, to),
      ],
    });
    syncBuiltinESMExports();
  });
  after(() => {
    Object.assign(fs, { fdatasyncSync, fsyncSync, renameSync });
    syncBuiltinESMExports();
  });
  const listOpeningSteps = (survivesPowerLoss: boolean): string[] => {
    const createStorage = (): Storage =>
      new Storage({
        data,
        survivesPowerLoss,
        onCut: (line) => {
          throw new Error(line);
        },
      });
    const first = createStorage();
    const table = first.openTable<number>("a/t");
    for (let n = 0; n <= 10_000; n++) table.set(`k${n}`, n);
    first.close();
    const again = createStorage();
    steps.length = 0;
    expect(again.openTable<number>("a/t").size).to.equal(10_001);
    const taken = [...steps];
    again.clear();
    again.close();
    return taken;
  };

  it("is on disk before it replaces the old one, and its name immediately after, with --fsync", () => {
    expect(listOpeningSteps(true)).to.deep.equal(["data of /a/t.table.new", "rename to /a/t.table", "names in /a"]);
  });

  it("isn't flushed to disk without --fsync", () => {
    expect(listOpeningSteps(false)).to.deep.equal(["rename to /a/t.table"]);
  });
});
