import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Storage } from "./storage";

describe("a cloud's folder", () => {
  const data = mkdtempSync(join(tmpdir(), "storage-"));
  const open = (): Storage =>
    new Storage({
      data,
      survivesPowerLoss: false,
      onCut: (line) => {
        throw new Error(line);
      },
    });
  after(() => rmSync(data, { recursive: true }));

  it("is one cloud's alone until that lets go of it", () => {
    const storage = open();
    expect(open).to.throw(`in use by the lab cloud with process id ${process.pid}`);
    storage.close();
    expect(existsSync(join(data, "in-use-by"))).to.equal(false);
    open().close();
  });

  it("tells of a document that cannot be read, and takes a missing one for one that was never written", () => {
    const storage = open();
    storage.writeDocument("a.json", { n: 1 });
    expect([storage.readDocument("a.json"), storage.readDocument("b.json")]).to.deep.equal([{ n: 1 }, undefined]);
    writeFileSync(join(data, "b.json"), '{ "n": ');
    expect(() => storage.readDocument("b.json")).to.throw("b.json cannot be read");
    storage.close();
  });

  it("loses a log, a folder of logs, and a folder of a service's own files, and keeps what stands beside them", () => {
    const storage = open();
    for (const name of ["s/a", "s/b/1", "s/b/2", "s/c/1", "s/d/1"]) storage.release(storage.log(name));
    expect([storage.logsIn("s/b"), storage.foldersIn("s")]).to.deep.equal([
      ["s/b/1", "s/b/2"],
      ["b", "c", "d"],
    ]);
    storage.remove("s/a");
    storage.remove("s/b");
    storage.removeAtOnce("s/c");
    expect(readdirSync(join(data, "services", "s"))).to.deep.equal(["d"]);
    storage.close();
  });
});
