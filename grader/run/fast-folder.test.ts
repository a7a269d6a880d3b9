import { statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { temporaryFolder } from "../../test/temporary-folder";
import { fastFolder } from "./fast-folder";

const GIB = 2 ** 30;

describe("the folder for a run's temporary files", () => {
  it("is the one in memory where it can be written to and has room, otherwise the system's", () => {
    const folder = temporaryFolder();
    const { bavail, bsize } = statfsSync(folder);
    // What is free changes all the time, by less than a GiB.
    expect(fastFolder(folder, bavail * bsize - GIB)).to.equal(folder);
    expect(fastFolder(folder, bavail * bsize + GIB)).to.equal(tmpdir());
    expect(fastFolder(join(folder, "missing"), 0)).to.equal(tmpdir());
  });

  it("takes a GiB for enough", () => {
    expect(["/dev/shm", tmpdir()]).to.include(fastFolder());
    if (fastFolder() === tmpdir()) return;
    const { bavail, bsize } = statfsSync("/dev/shm");
    expect(bavail * bsize).to.be.greaterThan(GIB / 2);
  });
});
