import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { skipIf } from "../testing/skip";
import { createTemporaryFolder } from "../testing/temporary-folder";
import { NumberedLogs } from "./numbered-logs";
import { Storage } from "./storage";

describe("a cloud's folder", () => {
  const data = createTemporaryFolder();
  const open = (): Storage =>
    new Storage({
      data,
      survivesPowerLoss: false,
      onCut: (line) => {
        throw new Error(line);
      },
    });

  it("belongs to one cloud until it is released", () => {
    const storage = open();
    expect(open).to.throw(`in use by the lab cloud with process id ${process.pid}`);
    storage.close();
    expect(existsSync(join(data, "in-use-by"))).to.equal(false);
    open().close();
  });

  it("is closed to other users of the machine with all logs and tables, even if an older version left them open", function () {
    skipIf(this, process.platform === "win32" ? "Windows has no such permissions" : undefined);
    const fill = (): void => {
      const storage = open();
      storage.openTable<number>("s/t").set("k", 1);
      storage.release(storage.log("s/deep/l"));
      storage.close();
    };
    const paths = ["services", "services/s", "services/s/deep", "services/s/t.table", "services/s/deep/l.log"];
    const listModes = (): string[] =>
      ["", ...paths].map((path) => (statSync(join(data, path)).mode & 0o777).toString(8));
    fill();
    expect(listModes()).to.deep.equal(["700", "700", "700", "700", "600", "600"]);
    for (const path of ["", ...paths]) chmodSync(join(data, path), path.includes(".") ? 0o644 : 0o755);
    open().close();
    expect(listModes()).to.deep.equal(["700", "700", "700", "700", "600", "600"]);
    // A log in a folder that only its owner could enter.
    chmodSync(join(data, "services", "s", "deep", "l.log"), 0o644);
    fill();
    expect(listModes().at(-1)).to.equal("600");
    const storage = open();
    storage.clear();
    storage.close();
  });

  it("reports an unreadable document, and treats a missing one as never written", () => {
    const storage = open();
    storage.writeDocument("a.json", { n: 1 });
    expect([storage.readDocument("a.json"), storage.readDocument("b.json")]).to.deep.equal([{ n: 1 }, undefined]);
    writeFileSync(join(data, "b.json"), '{ "n": ');
    expect(() => storage.readDocument("b.json")).to.throw("b.json cannot be read");
    expect(() => storage.readDocument("."), "a folder").to.throw("cannot be read");
    storage.close();
  });

  it("deletes a log, a folder of logs and a service's own folder, and keeps their neighbors", () => {
    const storage = open();
    for (const name of ["s/a", "s/b/1", "s/b/2", "s/c/1", "s/d/1"]) storage.release(storage.log(name));
    expect([storage.listLogs("s/b"), storage.listFolders("s")]).to.deep.equal([
      ["s/b/1", "s/b/2"],
      ["b", "c", "d"],
    ]);
    storage.remove("s/a");
    storage.remove("s/b");
    storage.remove("s/c");
    expect(readdirSync(join(data, "services", "s"))).to.deep.equal(["d"]);
    storage.close();
  });

  it("deletes services' data when it is cleared, and nothing else", async () => {
    const storage = new Storage({ data, survivesPowerLoss: true, onCut: () => undefined });
    storage.openTable<number>("s/t").set("k", 1);
    writeFileSync(join(storage.createSubfolder("s/own"), "file"), "");
    storage.writeText("key", "k");
    expect([storage.hasTable("s/t"), storage.hasTable("s/u")]).to.deep.equal([true, false]);
    storage.removeUntrusted("s/own");
    expect(storage.listFolders("s")).to.deep.equal(["d"]);
    storage.clear();
    expect(existsSync(join(data, "services"))).to.equal(false);
    expect(readFileSync(join(data, "key"), "utf8")).to.equal("k");
    expect([storage.openTable("s/t").size, storage.listLogs("s"), storage.listFolders("s")]).to.deep.equal([0, [], []]);
    await storage.waitUntilDurable(); // does not wait for removed logs
    storage.close();
  });

  it("is accessible only to its owner, and is deleted with its cloud if it has no name", () => {
    const nested = join(data, "own");
    const storage = new Storage({ data: nested, survivesPowerLoss: false, onCut: () => undefined });
    const modes = [nested, storage.writeText("key", "k")].map((path) => statSync(path).mode & 0o777);
    storage.close();
    expect(process.platform === "win32" ? [0o700, 0o600] : modes).to.deep.equal([0o700, 0o600]);
    const passing = new Storage({ data: undefined, survivesPowerLoss: false, onCut: () => undefined });
    expect([storage.isDurable, passing.isDurable, existsSync(nested), existsSync(passing.folder)]).to.deep.equal([
      true,
      false,
      true,
      true,
    ]);
    passing.close();
    expect(existsSync(passing.folder)).to.equal(false);
  });

  it("is rejected and left unchanged if its format is another version's", () => {
    const format = (): unknown => JSON.parse(readFileSync(join(data, "format.json"), "utf8"));
    open().close();
    expect(format()).to.deep.equal({ format: 2 });
    for (const other of [1, 3]) {
      writeFileSync(join(data, "format.json"), `{ "format": ${other} }`);
      expect(open).to.throw(`holds data of format ${other}; this lab cloud reads format 2`);
      expect(format(), "left unchanged").to.deep.equal({ format: other });
    }
    expect(existsSync(join(data, "in-use-by")), "nobody has it after that").to.equal(false);
    rmSync(join(data, "format.json"));
  });

  it("numbers the logs of a family, and reads them in that order", () => {
    const storage = open();
    const logs = new NumberedLogs(storage, "s/n", "log");
    for (const number of [1_000_000_000, 999_999_999])
      logs.open(number, () => undefined).append([Buffer.from(`${number}`)]);
    new NumberedLogs(storage, "s/n", "other").open(3, () => undefined);
    expect(logs.listNumbers()).to.deep.equal([999_999_999, 1_000_000_000]);
    const read: string[] = [];
    const log = logs.open(999_999_999, (payload) => read.push(payload.toString()));
    expect(read).to.deep.equal(["999999999"]);
    expect(logs.open(2, () => undefined).path).to.match(/log-000000002\.log$/);
    logs.remove(log);
    expect(logs.listNumbers()).to.deep.equal([2, 1_000_000_000]);
    storage.close();
  });

  it("has no open files once it is closed", async function () {
    skipIf(this, process.platform === "linux" ? undefined : "only Linux tells what is open");
    const listOpened = (): string[] =>
      readdirSync("/proc/self/fd").flatMap((fd) => {
        try {
          const path = readlinkSync(`/proc/self/fd/${fd}`);
          return path.startsWith(join(data, "services")) ? [path.slice(data.length)] : [];
        } catch {
          return []; // the closed descriptor of the listing itself
        }
      });
    const storage = new Storage({ data, survivesPowerLoss: true, onCut: () => undefined });
    const table = storage.openTable<number>("f/t");
    const [log, released] = ["f/a", "f/b"].map((name) => storage.log(name, () => undefined));
    for (let n = 0; n < 1_100; n++) table.set("k", n);
    expect(listOpened().sort()).to.deep.equal(["/services/f/a.log", "/services/f/b.log", "/services/f/t.table"]);
    if (released) storage.release(released);
    expect(listOpened()).not.to.include("/services/f/b.log");
    log?.append([Buffer.from("x")]);
    await storage.waitUntilDurable();
    expect([log?.isOnDisk, table.isOnDisk]).to.deep.equal([true, true]);
    storage.close();
    expect(listOpened()).to.deep.equal([]);
    writeFileSync(join(data, "services", "f", "c.log"), "of somebody else");
    const again = open();
    expect(() => again.log("f/c")).to.throw("was not written by this version");
    expect(listOpened(), "nor one that was refused").to.deep.equal([]);
    again.close();
  });
});
