import { expect } from "chai";
import { createRandom } from "./random";

/** Draws of a BigInt version that gives the outputs of the authors' C code for the state 1, 2, 3, 4: 641, 1573767, 3222811527, … */
const XOSHIRO = [
  ...[2726071758, 330672926, 3104651534, 795547724, 3380879576],
  ...[748341962, 2652958484, 1250663553, 3215684945, 1052688165],
];

describe("seeded random numbers", () => {
  it("follow xoshiro128++, seeded with SHA-256 of the seed", () => {
    const random = createRandom("a seed");
    expect(XOSHIRO.map(() => random.drawFraction() * 2 ** 32)).to.deep.equal(XOSHIRO);
  });

  it("create version 4 UUIDs from four draws", () => {
    const { drawUuid } = createRandom("a seed");
    // The UUID's variant takes two bits of this digit; the other two are drawn.
    for (const [at, variant] of [
      [0, "b"],
      [4, "a"],
    ] as const) {
      const [a, b = "", c = "", d] = XOSHIRO.slice(at).map((draw) => draw.toString(16).padStart(8, "0"));
      expect(drawUuid()).to.equal(`${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(5)}-${c.slice(0, 4)}${d}`);
    }
  });

  it("create integers and texts, and independent streams by name", () => {
    const random = createRandom("a seed");
    expect([random.drawBelow(10), random.drawHex(4), random.drawText(3, "xyz"), random.drawText(0, "x")]).to.deep.equal(
      [6, "1b2c", "xyx", ""],
    );
    expect(random.fork("b").drawFraction()).to.equal(createRandom("a seed/b").drawFraction());
  });
});
