import { expect } from "chai";
import { createRandom } from "../../../../foundation/random";
import { drawPrivateAddress, drawPublicAddress, listSubnets } from "./network";

const DRAWS = 4_000;

describe("addresses of EC2 instances", () => {
  const random = createRandom("addresses");
  /** The least and the greatest of each of the four numbers of drawn addresses. */
  const drawRanges = (draw: () => string): number[][] => {
    const drawn = Array.from({ length: DRAWS }, () => draw().split(".").map(Number));
    return [0, 1, 2, 3].map((at) => {
      const all = drawn.map((item) => item[at] ?? Number.NaN);
      return [Math.min(...all), Math.max(...all)];
    });
  };

  it("cover all of a subnet's addresses that AWS gives to instances", () => {
    for (const { zone, third } of listSubnets("us-east-1"))
      expect(
        drawRanges(() => drawPrivateAddress(random, third)),
        zone,
      ).to.deep.equal([
        [172, 172],
        [31, 31],
        [third, third + 15],
        [4, 253],
      ]);
  });

  it("are public EC2 addresses, without network and broadcast addresses", () => {
    expect(drawRanges(() => drawPublicAddress(random))).to.deep.equal([
      [54, 54],
      [160, 223],
      [0, 255],
      [1, 254],
    ]);
  });
});
