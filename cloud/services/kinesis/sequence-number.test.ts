import { expect } from "chai";
import { seededRandom } from "../../core/random";
import { sequenceNumber, sequenceNumbers, sequencePosition, type SequencePosition } from "./sequence-number";

const position = { shardMadeAt: 1_893_456_000, arrivedAt: 1_893_456_000_123, number: 7, shard: 12 };

describe("sequence numbers (KDS-016)", () => {
  it("are 56 digits, in which shard, place and time stand", () => {
    expect(sequenceNumber(position)).to.equal(
      `49${"1893456000"}${"01893456000123"}${"0000000000000007"}${"000000000012"}95`,
    );
  });

  it("say what they were made of, one by one and several at once", () => {
    const random = seededRandom("sequence");
    const times = [0, 1_893_456_000, 4_102_444_800];
    const positions = Array.from({ length: 700 }, (): SequencePosition => ({
      shardMadeAt: times[random.below(3)] ?? 0,
      arrivedAt: 1_893_456_000_000 + random.below(2),
      number: [random.below(10), 2 ** 31 - 2 + random.below(4), 10 ** 15 + random.below(100)][random.below(3)] ?? 0,
      shard: random.below(100_000),
    }));
    const texts = sequenceNumbers(positions);
    expect(texts).to.deep.equal(positions.map((one) => sequenceNumber(one)));
    expect(texts.map((text) => sequencePosition(text))).to.deep.equal(positions);
    expect(sequenceNumbers([])).to.deep.equal([]);
  });

  it("are known from others by their last digits", () => {
    const text = sequenceNumber(position);
    for (const other of [`${text.slice(0, -1)}4`, text.slice(1), `${text}0`, "49", "", text.replace("7", "8")])
      expect(sequencePosition(other), other).to.equal(undefined);
  });
});
