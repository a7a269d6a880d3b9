import { expect } from "chai";
import { writeIfDiskHasSpace } from "./write-if-disk-has-space";

const createFailing = (code: string) => (): void => {
  throw Object.assign(new Error(code), { code });
};

describe("a write attempt", () => {
  it("is carried out, and reports whether the disk had room", () => {
    const written: number[] = [];
    expect(writeIfDiskHasSpace(() => void written.push(1))).to.equal(true);
    expect(written).to.deep.equal([1]);
    for (const code of ["ENOSPC", "EDQUOT"]) expect(writeIfDiskHasSpace(createFailing(code)), code).to.equal(false);
    expect(() => writeIfDiskHasSpace(createFailing("EACCES"))).to.throw("EACCES");
  });
});
