import fs, {
  appendFileSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { expect } from "chai";
import { skipIf } from "../testing/skip";
import { createTemporaryFolder } from "../testing/temporary-folder";
import { describeCopy } from "./damaged-copy";
import { readFrameLength } from "./frames";
import { getMaxOpen, OpenFiles } from "./open-files";
import { AppendLog } from "./append-log";

/**
 * Whether a descriptor is open for a path. `/proc/self/fd` also lists the descriptor of its own listing, which is
 * closed when it is read.
 */
const isOpen = (fd: string, path: string): boolean => {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`) === path;
  } catch {
    return false;
  }
};

describe("the append log", () => {
  const folder = createTemporaryFolder();
  const path = join(folder, "l");
  beforeEach(() => {
    for (const name of ["l", "l.damaged", "l.damaged-2"]) rmSync(join(folder, name), { force: true });
  });

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
  const appendTexts = (...texts: string[]): void => {
    const { log } = open();
    log.append(texts.map((text) => Buffer.from(text)));
    log.close();
  };
  beforeEach(() => {
    cuts.length = 0;
  });

  it("returns appended data, whole or in parts, at its position", () => {
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

  it("replays frames larger than its read buffer, among small ones", () => {
    const large = "x".repeat(3_000_000);
    appendTexts("a", large, "b", ...Array.from({ length: 2_000 }, (_, index) => `${index}`.repeat(300)));
    const { log, texts } = open();
    expect(texts.length).to.equal(2_003);
    expect(texts[1]).to.equal(large);
    log.close();
  });

  it("truncates and reports an incomplete tail, at every byte where a write can stop", () => {
    appendTexts("first", "second");
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

  it("skips damage between intact frames anywhere, and keeps a copy of each damaged file", () => {
    const texts = ["first", "second", "", "fourth"];
    appendTexts(...texts);
    const whole = readFileSync(path);
    for (let index = 8; index < whole.byteLength - "fourth".length - 8; index += 1) {
      rmSync(`${path}.damaged`, { force: true });
      const damaged = Buffer.from(whole);
      damaged[index] = (damaged[index] ?? 0) ^ 0x41;
      writeFileSync(path, damaged);
      const { log, texts: left } = open();
      expect(left, `byte ${index}`).to.deep.equal(texts.filter((text) => left.includes(text)));
      expect(left, `byte ${index}`).to.have.length(3);
      expect(log.isIncomplete).to.equal(true);
      expect([...log.readFrames(8)].map(({ payload }) => payload.toString())).to.deep.equal(left);
      log.append([Buffer.from("fifth")]);
      log.close();
      const again = open();
      expect(again.texts).to.deep.equal([...left, "fifth"]);
      expect(cuts, `byte ${index}`).to.have.length(1);
      expect(readFileSync(`${path}.damaged`).equals(damaged)).to.equal(true);
      again.log.close();
      cuts.length = 0;
    }
    // A second damage gets its own copy.
    const twice = Buffer.from(whole);
    twice[10] = 9;
    writeFileSync(path, twice);
    open().log.close();
    expect(readFileSync(`${path}.damaged-2`).equals(twice)).to.equal(true);
  });

  it("truncates from a damaged frame to the end", () => {
    appendTexts("first", "second");
    const bytes = readFileSync(path);
    bytes[bytes.byteLength - 1] = 0;
    writeFileSync(path, bytes);
    const { log, texts } = open();
    expect(texts).to.deep.equal(["first"]);
    expect(cuts).to.have.lengthOf(1);
    log.close();
  });

  it("truncates zeros, which aren't empty frames", () => {
    appendTexts("first", "");
    appendFileSync(path, Buffer.alloc(40));
    const { log, texts } = open();
    expect(texts).to.deep.equal(["first", ""]);
    expect(cuts).to.have.lengthOf(1);
    log.close();
  });

  it("starts over if not even its first line was written", () => {
    appendTexts();
    truncateSync(path, 3);
    const { log, texts } = open();
    expect(texts).to.deep.equal([]);
    log.append([Buffer.from("a")]);
    log.close();
    const again = open();
    expect(again.texts).to.deep.equal(["a"]);
    again.log.close();
  });

  it("rejects a foreign file, and leaves it unchanged", () => {
    appendFileSync(path, "lablog9\nsomething of a later version");
    expect(open).to.throw("was not written by this version");
    expect(readFileSync(path, "utf8")).to.equal("lablog9\nsomething of a later version");
  });

  it("accepts more parts in one call than the system does", () => {
    const { log } = open();
    log.append(Array.from({ length: 5_000 }, (_, index) => Buffer.from(String(index))));
    log.close();
    const { texts, log: again } = open();
    expect(texts).to.deep.equal(Array.from({ length: 5_000 }, (_, index) => String(index)));
    expect(statSync(path).size).to.equal(again.bytes);
    again.close();
  });

  it("is on disk once flushed, until more is appended, and not if the disk fails", async () => {
    const { log } = open();
    expect(log.isOnDisk, "its first line").to.equal(false);
    await log.flush();
    expect(log.isOnDisk).to.equal(true);
    log.append([Buffer.from("one")]);
    const flushes = [log.flush(), log.flush()];
    expect(log.isOnDisk, "while it is flushed").to.equal(false);
    await flushes[1];
    expect(log.isOnDisk, "also for who asks while it is flushed").to.equal(true);
    await flushes[0];
    log.append([Buffer.from("under way")]);
    const underWay = log.flush();
    await Promise.resolve();
    log.append([Buffer.from("too late for that")]);
    const later = [log.flush(), log.flush()];
    await later[1];
    expect(log.isOnDisk, "also for the second of those that come while another flush is under way").to.equal(true);
    await Promise.all([underWay, later[0]]);
    log.append([Buffer.from("two")]);
    log.flushNow();
    expect(log.isOnDisk).to.equal(true);
    rmSync(path);
    await log.flush(); // nothing to flush, so it does not open the removed file
    log.append([Buffer.from("three")]);
    expect(await log.flush().then(() => "flushed", String)).to.include("ENOENT");
    expect(log.isOnDisk, "after a flush that failed").to.equal(false);
    log.close();
  });

  /** Replaces the system's write functions while some work runs. */
  const replaceWrites = (writes: Partial<Pick<typeof fs, "writeSync" | "writevSync">>, work: () => void): void => {
    const { writeSync, writevSync } = fs;
    Object.assign(fs, writes);
    syncBuiltinESMExports();
    try {
      work();
    } finally {
      Object.assign(fs, { writeSync, writevSync });
      syncBuiltinESMExports();
    }
  };
  const { writeSync } = fs;

  it("continues a write if the system accepts only part of it", () => {
    const { log } = open();
    const writePart = (fd: number, bytes: Uint8Array): number => writeSync(fd, bytes.subarray(0, 900));
    const large = "0123456789".repeat(4_000);
    replaceWrites(
      {
        writeSync: writePart as typeof fs.writeSync,
        writevSync: (fd, parts) => writePart(fd, Buffer.concat(parts as Uint8Array[])),
      },
      () => {
        log.append([Buffer.from("one"), [Buffer.from(large), Buffer.from("end")]]);
        log.append([Buffer.from(large.slice(0, 20_000))]);
      },
    );
    log.close();
    const again = open();
    expect(again.texts).to.deep.equal(["one", `${large}end`, large.slice(0, 20_000)]);
    again.log.close();
  });

  it("stays unchanged if the disk is full", () => {
    const { log } = open();
    log.append([Buffer.from("one")]);
    const whole = readFileSync(path);
    const throwFull = (fd: number, bytes: Uint8Array): number => {
      writeSync(fd, bytes.subarray(0, 5));
      throw new Error("ENOSPC");
    };
    replaceWrites({ writeSync: throwFull as typeof fs.writeSync }, () => {
      expect(() => log.append([Buffer.from("two")])).to.throw("ENOSPC");
    });
    expect(readFileSync(path).equals(whole)).to.equal(true);
    expect(log.bytes).to.equal(whole.byteLength);
    log.append([Buffer.from("three")]);
    log.close();
    const again = open();
    expect(again.texts).to.deep.equal(["one", "three"]);
    again.log.close();
  });

  it("can be read immediately, and checked for damage later", () => {
    appendTexts("one", "two", "three");
    const whole = readFileSync(path);
    const openDescriptor = (): AppendLog => new AppendLog(path, { onCut: (line) => cuts.push(line) });
    const scanTexts = (log: AppendLog): string[] => {
      const texts: string[] = [];
      log.scan((payload, offset) => texts.push(`${offset}: ${payload.toString()}`));
      log.close();
      return texts;
    };
    const log = openDescriptor();
    expect([log.read(16, 3).toString(), log.read(whole.byteLength - 2, 9).toString()]).to.deep.equal(["one", "ee"]);
    expect([log.read(whole.byteLength, 1).length, log.read(whole.byteLength + 5, 1).length]).to.deep.equal([0, 0]);
    expect(scanTexts(log)).to.deep.equal(["8: one", "19: two", "30: three"]);
    expect(cuts).to.deep.equal([]);
    whole[27] = 0;
    writeFileSync(path, whole);
    expect(
      [...openDescriptor().readFrames(8, true)].map(({ offset }) => offset),
      "trusted",
    ).to.deep.equal([8, 19, 30]);
    expect(scanTexts(openDescriptor())).to.deep.equal(["8: one", "30: three"]);
    expect(cuts).to.deep.equal([
      `Damaged data: ${path}: 11 bytes from byte 19 on cannot be read, and what they held is lost. All other bytes were read. ${describeCopy(`${path}.damaged`)}`,
    ]);
    expect(readFileSync(`${path}.damaged`).equals(whole)).to.equal(true);
    expect(scanTexts(openDescriptor()), "the repair is for good").to.deep.equal(["8: one", "30: three"]);
    expect(cuts).to.have.length(1);
  });

  it("treats an impossible frame length as damage, without waiting for more bytes", () => {
    const createHead = (length: number): Buffer => Buffer.from(new Uint32Array([length, 0]).buffer);
    const longest = 64 * 1024 * 1024;
    expect([0, longest, longest + 1].map((length) => readFrameLength(createHead(length), 0))).to.deep.equal([
      8,
      longest + 8,
      undefined,
    ]);
    expect(readFrameLength(createHead(1).subarray(0, 7), 0)).to.equal(undefined);
  });

  for (const [limit, max] of [
    ["1024                 524288", 512],
    ["2001                 524288", 1_000],
    ["200                  524288", 512],
    ["1000000              1000000", 16_384],
    ["unlimited            unlimited", 16_384],
    ["none", 512],
  ] as const) {
    it(`opens at most ${max} files if the system's limits are ${limit}`, () => {
      expect(getMaxOpen(`Limit\nMax open files            ${limit}  files\nMax locked memory 5`)).to.equal(max);
    });
  }

  it("closes the least recently used file when it reaches its limit", function () {
    skipIf(this, process.platform === "linux" ? undefined : "only Linux tells what is open");
    const files = new OpenFiles(3);
    const byName = new Map([..."abcdef"].map((name) => [name, files.openFile(join(folder, name))]));
    const openDescriptor = (): string =>
      readdirSync("/proc/self/fd")
        .map((fd) => [...byName.keys()].find((name) => isOpen(fd, join(folder, name))) ?? "")
        .sort()
        .join("");
    const use = (names: string): string => {
      for (const name of names) expect(byName.get(name)?.descriptor).to.be.a("number");
      return openDescriptor();
    };
    expect(use("abc")).to.equal("abc");
    expect(use("d"), "all were used: the first").to.equal("bcd");
    expect(use("ce"), "b was not used since").to.equal("cde");
    byName.get("d")?.close();
    byName.get("d")?.close();
    expect(openDescriptor()).to.equal("ce");
    expect(use("a")).to.equal("ace");
    expect(use("f")).to.have.length(3);
    for (const file of byName.values()) file.close();
    expect(openDescriptor()).to.equal("");
  });

  it("shares few open files with many other logs, each of which still reads and writes its own", async () => {
    const files = new OpenFiles(3);
    const logs = Array.from(
      { length: 10 },
      (_, index) =>
        new AppendLog(join(folder, `shared-${index}`), { replay: () => undefined, onCut: () => undefined, files }),
    );
    for (let turn = 0; turn < 3; turn++)
      for (const [index, log] of logs.entries()) log.append([Buffer.from(`${index}:${turn}`)]);
    for (const [index, log] of logs.entries()) {
      expect([...log.readFrames(8)].map(({ payload }) => payload.toString())).to.deep.equal(
        [0, 1, 2].map((turn) => `${index}:${turn}`),
      );
      await log.flush();
      log.close();
    }
  });
});
