import { expect } from "chai";
import { measureCodeRangeMiB } from "./code-range";

const MAPS = `00400000-00be2000 r--p 00000000 08:10 524310   /usr/bin/node
7f1000000000-7f1000001000 rw-p 00000000 00:00 0
7f3000000000-7f3000010000 rwxp 00001000 00:00 0
7f4000000000-7f4000020000 rwxp 00000000 08:10 77 /usr/lib/x.so
`;

describe("the memory that V8 maps for compiled code", () => {
  it("is the largest range that is writable and executable, in whole MiB; none if Node makes pages writable as needed", () => {
    expect(measureCodeRangeMiB(MAPS)).to.equal(0);
    // Node 24 maps 512 MiB.
    const ofNode24 = "7f5000000000-7f5020000000 rwxp 00000000 00:00 0 \n";
    expect(measureCodeRangeMiB(`${MAPS}${ofNode24}7f6000000000-7f6000100000 rwxp 00000000 00:00 0\n`)).to.equal(512);
    expect(measureCodeRangeMiB("7f6000000000-7f6004000001 rwxp 00000000 00:00 0\n")).to.equal(65);
  });

  it("is none below 64 MiB, because that much is compiled code itself, whose size varies", () => {
    expect(measureCodeRangeMiB("7f6000000000-7f6003f00000 rwxp 00000000 00:00 0\n")).to.equal(0);
    expect(measureCodeRangeMiB("7f6000000000-7f6004000000 rwxp 00000000 00:00 0\n")).to.equal(64);
  });
});
