import { expect } from "chai";
import { readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { once } from "node:events";
import { createTemporaryFolder } from "../../../../testing/temporary-folder";
import { Console } from "../machine";
import { skipIf } from "../../../../testing/skip";

const KIB = 1024;

describe("an instance's console output", () => {
  const folder = createTemporaryFolder();
  const path = join(folder, "console.log");
  beforeEach(() => rmSync(path, { force: true }));

  it("is empty at first, then contains the output, including that of streams", async () => {
    const output = new Console(path);
    expect(output.read()).to.have.length(0);
    output.write("one\n");
    const stream = Readable.from([Buffer.from("two\n"), Buffer.from("three\n")]);
    output.follow(stream);
    await once(stream, "end");
    expect(output.read().toString()).to.equal("one\ntwo\nthree\n");
  });

  it("contains the last 64 KiB, in a file of at most twice that size", () => {
    const output = new Console(path);
    const all = Buffer.from(Array.from({ length: 200 * KIB }, (_none, index) => (index * 7 + (index >> 8)) % 251));
    for (let index = 0; index < 128 * KIB; index += 32 * KIB) output.write(all.subarray(index, index + 32 * KIB));
    expect(output.read()).to.deep.equal(all.subarray(64 * KIB, 128 * KIB));
    expect(statSync(path).size, "before it is shortened").to.equal(128 * KIB);
    output.write(all.subarray(128 * KIB, 128 * KIB + 1));
    expect(readFileSync(path)).to.deep.equal(all.subarray(64 * KIB + 1, 128 * KIB + 1));
    output.write(all.subarray(128 * KIB + 1, 192 * KIB + 1));
    expect(statSync(path).size, "before it is shortened again").to.equal(128 * KIB);
    // A cloud that starts again continues with the file.
    const later = new Console(path);
    later.write(all.subarray(192 * KIB + 1, 192 * KIB + 2));
    expect(readFileSync(path)).to.deep.equal(all.subarray(128 * KIB + 2, 192 * KIB + 2));
  });

  it("is dropped once the instance's folder is removed", () => {
    const output = new Console(join(folder, "gone", "console.log"));
    output.write("late");
    expect(output.read()).to.have.length(0);
  });

  it("is lost where the disk is full, and does not end the cloud", function () {
    skipIf(this, process.platform === "linux" ? undefined : "only Linux has /dev/full");
    symlinkSync("/dev/full", path);
    const output = new Console(path);
    output.write("no room");
    rmSync(path);
    output.write("room");
    expect(output.read().toString()).to.equal("room");
  });

  it("reports an error if its file can't be read, rather than being empty", function () {
    skipIf(this, process.platform === "linux" ? undefined : "only Linux has a file whose first byte cannot be read");
    symlinkSync("/proc/self/mem", path);
    expect(() => new Console(path).read()).to.throw("EIO");
  });
});
