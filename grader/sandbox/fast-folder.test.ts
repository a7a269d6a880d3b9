import { statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { chooseFastFolder } from "./fast-folder";

const GIB = 2 ** 30;

describe("the folder for a run's temporary files", () => {
  it("is in memory if that is writable and has more than a GiB free, otherwise the system's", () => {
    const folder = createTemporaryFolder();
    expect(chooseFastFolder(folder, () => GIB + 1)).to.equal(folder);
    expect(chooseFastFolder(folder, () => GIB)).to.equal(tmpdir());
    expect(chooseFastFolder(join(folder, "missing"), () => GIB + 1)).to.equal(tmpdir());
  });

  it("has the size that the system reports", () => {
    const folder = createTemporaryFolder();
    const { bavail, bsize } = statfsSync(folder);
    // The free space changes all the time, by less than half a GiB.
    if (Math.abs(bavail * bsize - GIB) > GIB / 2)
      expect(chooseFastFolder(folder)).to.equal(bavail * bsize > GIB ? folder : tmpdir());
    expect(["/dev/shm", tmpdir()]).to.include(chooseFastFolder());
  });
});
