import { expect } from "chai";
import { fstatSync, openSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { createTemporaryFolder } from "../testing/temporary-folder";
import { FileStream } from "./file-stream";

const PIECE = 256 * 1024;

describe("a stream of a file's range", () => {
  const folder = createTemporaryFolder();
  const path = join(folder, "file");
  const bytes = Buffer.from(Array.from({ length: 2 * PIECE + 100 }, (_, index) => (index * 31) % 251));
  before(() => writeFileSync(path, bytes));
  const isOpen = (fd: number): boolean => {
    try {
      return fstatSync(fd).isFile();
    } catch {
      return false;
    }
  };

  for (const [first, last] of [
    [0, bytes.length - 1],
    [7, PIECE + 6],
    [5, 5],
    [6, 5],
  ] as const) {
    it(`contains bytes ${first} to ${last}, and closes the file afterward`, async () => {
      const fd = openSync(path, "r");
      const stream = new FileStream({ fd, first, last });
      const closed = once(stream, "close");
      expect((await buffer(stream)).equals(bytes.subarray(first, last + 1))).to.equal(true);
      await closed;
      expect(isOpen(fd)).to.equal(false);
    });
  }

  it("reads into returned memory, in whole chunks only", async () => {
    const stream = new FileStream({ fd: openSync(path, "r"), first: 0, last: bytes.length - 1 });
    const mine = Buffer.alloc(PIECE);
    stream.giveBack(mine);
    stream.giveBack(Buffer.alloc(10));
    const read: Buffer[] = [];
    for await (const piece of stream) read.push(piece as Buffer);
    expect(read.map((piece) => [piece.length, piece === mine])).to.deep.equal([
      [PIECE, true],
      [PIECE, false],
      [100, false],
    ]);
    expect(Buffer.concat(read).equals(bytes)).to.equal(true);
  });

  it("fails if the file is shorter than expected or unreadable", async () => {
    const catchFailure = async (stream: FileStream): Promise<string> => buffer(stream).then(() => "none", String);
    expect(await catchFailure(new FileStream({ fd: openSync(path, "r"), first: 0, last: bytes.length }))).to.contain(
      "shorter",
    );
    expect(await catchFailure(new FileStream({ fd: openSync(folder, "r"), first: 0, last: 9 }))).to.contain("EISDIR");
  });

  it("keeps the file open until pending reads have finished", async () => {
    const fd = openSync(path, "r");
    const stream = new FileStream({ fd, first: 0, last: 9 });
    stream.read();
    stream.destroy();
    expect(isOpen(fd), "while it is read").to.equal(true);
    await once(stream, "close");
    expect(isOpen(fd)).to.equal(false);
  });
});
