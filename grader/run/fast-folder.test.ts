import { statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { temporaryFolder } from "../../test/temporary-folder";
import { fastFolder } from "./fast-folder";

const GIB = 2 ** 30;

describe("the folder for a run's temporary files", () => {
  it("is the one in memory where it can be written to and has more than a GiB of room, otherwise the system's", () => {
    const folder = temporaryFolder();
    expect(fastFolder(folder, () => GIB + 1)).to.equal(folder);
    expect(fastFolder(folder, () => GIB)).to.equal(tmpdir());
    expect(fastFolder(join(folder, "missing"), () => GIB + 1)).to.equal(tmpdir());
  });

  it("is told its room by the system", () => {
    const folder = temporaryFolder();
    const { bavail, bsize } = statfsSync(folder);
    // What is free changes all the time, by less than half a GiB.
    if (Math.abs(bavail * bsize - GIB) > GIB / 2)
      expect(fastFolder(folder)).to.equal(bavail * bsize > GIB ? folder : tmpdir());
    expect(["/dev/shm", tmpdir()]).to.include(fastFolder());
  });
});
