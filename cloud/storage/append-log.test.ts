import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { OpenFiles } from "./open-files";
import { AppendLog } from "./append-log";

describe("the append log", () => {
  const folder = mkdtempSync(join(tmpdir(), "log-"));
  const path = join(folder, "l");
  after(() => rmSync(folder, { recursive: true }));
  beforeEach(() => rmSync(path, { force: true }));

  const cuts: string[] = [];
  const open = (): { log: AppendLog; texts: string[]; offsets: number[] } => {
    const texts: string[] = [];
    const offsets: number[] = [];
    const log = new AppendLog(path, {
      replay: (payload, offset) => {
        texts.push(payload.toString());
        offsets.push(offset);
      },
      onCut: (line) => cuts.push(line),
    });
    return { log, texts, offsets };
  };
  const filled = (...texts: string[]): void => {
    const { log } = open();
    log.append(texts.map((text) => Buffer.from(text)));
    log.close();
  };
  beforeEach(() => {
    cuts.length = 0;
  });

  it("gives back what was appended, whole or in pieces, where it was appended", () => {
    const { log } = open();
    const offsets = [
      ...log.append([Buffer.from("one"), [Buffer.from("t"), Buffer.from("wo")]]),
      ...log.append([Buffer.from("")]),
    ];
    log.close();
    const again = open();
    expect(again.texts).to.deep.equal(["one", "two", ""]);
    expect(again.offsets).to.deep.equal(offsets);
    again.log.close();
  });

  it("replays frames larger than it reads at once, among small ones", () => {
    const large = "x".repeat(3_000_000);
    filled("a", large, "b", ...Array.from({ length: 2_000 }, (_, index) => `${index}`.repeat(300)));
    const { log, texts } = open();
    expect(texts.length).to.equal(2_003);
    expect(texts[1]).to.equal(large);
    log.close();
  });

  it("cuts a torn tail off, at every byte where a write can stop, and says so", () => {
    filled("first", "second");
    const whole = readFileSync(path);
    const end = whole.byteLength - "second".length - 8;
    for (let size = end + 1; size < whole.byteLength; size++) {
      writeFileSync(path, whole.subarray(0, size));
      const { log, texts } = open();
      expect(texts, `cut at ${size}`).to.deep.equal(["first"]);
      expect(cuts.at(-1)).to.contain(`${size - end} bytes of an interrupted write`);
      log.append([Buffer.from("third")]);
      log.close();
      const again = open();
      expect(again.texts).to.deep.equal(["first", "third"]);
      again.log.close();
    }
  });

  it("cuts off from a damaged frame on", () => {
    filled("first", "second");
    const bytes = readFileSync(path);
    bytes[bytes.byteLength - 1] = 0;
    writeFileSync(path, bytes);
    const { log, texts } = open();
    expect(texts).to.deep.equal(["first"]);
    expect(cuts).to.have.lengthOf(1);
    log.close();
  });

  it("cuts off zeros, which are no frames of nothing", () => {
    filled("first", "");
    appendFileSync(path, Buffer.alloc(40));
    const { log, texts } = open();
    expect(texts).to.deep.equal(["first", ""]);
    expect(cuts).to.have.lengthOf(1);
    log.close();
  });

  it("starts anew if not even its first line was written", () => {
    filled();
    truncateSync(path, 3);
    const { log, texts } = open();
    expect(texts).to.deep.equal([]);
    log.append([Buffer.from("a")]);
    log.close();
    const again = open();
    expect(again.texts).to.deep.equal(["a"]);
    again.log.close();
  });

  it("refuses a file that it did not write, and leaves it as it is", () => {
    appendFileSync(path, "lablog9\nsomething of a later version");
    expect(open).to.throw("was not written by this version");
    expect(readFileSync(path, "utf8")).to.equal("lablog9\nsomething of a later version");
  });

  it("takes more parts in one go than the system does", () => {
    const { log } = open();
    log.append(Array.from({ length: 5_000 }, (_, index) => Buffer.from(String(index))));
    log.close();
    const { texts, log: again } = open();
    expect(texts).to.deep.equal(Array.from({ length: 5_000 }, (_, index) => String(index)));
    expect(statSync(path).size).to.equal(again.bytes);
    again.close();
  });

  it("is on the disk once it is flushed, until more is appended; not where the disk fails", async () => {
    const { log } = open();
    expect(log.isOnDisk, "its first line").to.equal(false);
    await log.flush();
    expect(log.isOnDisk).to.equal(true);
    log.append([Buffer.from("one")]);
    const flushes = [log.flush(), log.flush()];
    expect(log.isOnDisk, "while it is flushed").to.equal(false);
    await Promise.all(flushes);
    expect(log.isOnDisk).to.equal(true);
    log.append([Buffer.from("two")]);
    log.flushNow();
    expect(log.isOnDisk).to.equal(true);
    log.append([Buffer.from("three")]);
    rmSync(path);
    expect(await log.flush().then(() => "flushed", String)).to.include("ENOENT");
    expect(log.isOnDisk, "after a flush that failed").to.equal(false);
    log.close();
  });

  it("shares few open files with many others, and each still reads and writes its own", async () => {
    const files = new OpenFiles(3);
    const logs = Array.from(
      { length: 10 },
      (_, index) =>
        new AppendLog(join(folder, `shared-${index}`), { replay: () => undefined, onCut: () => undefined, files }),
    );
    for (let turn = 0; turn < 3; turn++)
      for (const [index, log] of logs.entries()) log.append([Buffer.from(`${index}:${turn}`)]);
    for (const [index, log] of logs.entries()) {
      expect([...log.frames(8)].map(({ payload }) => payload.toString())).to.deep.equal(
        [0, 1, 2].map((turn) => `${index}:${turn}`),
      );
      await log.flush();
      log.close();
    }
  });
});
