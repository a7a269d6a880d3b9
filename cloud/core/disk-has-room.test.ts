import { expect } from "chai";
import { diskHasRoom } from "./disk-has-room";

const failing = (code: string) => (): void => {
  throw Object.assign(new Error(code), { code });
};

describe("work that writes", () => {
  it("is done, and says whether the disk had room", () => {
    const written: number[] = [];
    expect(diskHasRoom(() => void written.push(1))).to.equal(true);
    expect(written).to.deep.equal([1]);
    for (const code of ["ENOSPC", "EDQUOT"]) expect(diskHasRoom(failing(code)), code).to.equal(false);
    expect(() => diskHasRoom(failing("EACCES"))).to.throw("EACCES");
  });
});
