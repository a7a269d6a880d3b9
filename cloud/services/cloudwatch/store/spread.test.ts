import { expect } from "chai";
import { createRandom } from "../../../../foundation/random";
import { Spread, type ValueCount } from "./statistics";

const sortValues = (spread: Spread): readonly ValueCount[] => [...spread.listEntries()].sort(([a], [b]) => a - b);

describe("CloudWatch value distributions", () => {
  it("store up to 256 different values exactly", () => {
    const spread = new Spread();
    for (let turn = 0; turn < 2; turn += 1) for (let value = 0; value < 256; value += 1) spread.add(value / 10, 3);
    expect(sortValues(spread)).to.deep.equal(Array.from({ length: 256 }, (_, value) => [value / 10, 6]));
  });
  for (const [times, error] of [
    [12, 0.005],
    [150, 0.01],
    [23_000, 0.02],
    [5e8, 0.04],
  ] as const) {
    it(`store more values, up to ${times} times the smallest, within ${error * 100} %, in the same memory`, () => {
      const random = createRandom(`spread ${times}`);
      const values = Array.from({ length: 5000 }, () => 0.02 * Math.exp(random.drawFraction() * Math.log(times)));
      const spread = new Spread();
      for (const value of [...values, 0, 0]) spread.add(value, 1);
      const found = sortValues(spread);
      expect(found.length).to.be.at.most(256);
      expect(found[0]).to.deep.equal([0, 2]);
      const known = found.slice(1).flatMap(([value, count]) => Array.from({ length: count }, () => value));
      expect(known.length).to.equal(values.length);
      for (const [rank, value] of values.sort((a, b) => a - b).entries()) {
        expect(Math.abs((known[rank] ?? 0) - value) / value, `value ${rank}`).to.be.at.most(error);
      }
    });
  }
  it("accept any number", () => {
    const spread = new Spread();
    for (let power = -1070; power < 1020; power += 1) spread.add(2 ** power, 1);
    expect(spread.listEntries().length).to.be.at.most(256);
    expect(spread.listEntries().reduce((sum, [, count]) => sum + count, 0)).to.equal(2090);
  });
});
