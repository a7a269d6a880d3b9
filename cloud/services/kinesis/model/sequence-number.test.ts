import { expect } from "chai";
import { createRandom } from "../../../../foundation/random";
import { Shard, readSequence, SequenceCounter, formatSequenceNumber, type SequencePosition } from "./shard";
import type { ShardLog } from "../store/shard-log";

const position = { shardMadeAt: 1_893_456_000, arrivedAt: 1_893_456_007_123, number: 7, shard: 18 };

describe("sequence numbers (KDS-016)", () => {
  it("encode 47 hexadecimal digits as a decimal (KDS-035)", () => {
    const text = formatSequenceNumber(position);
    expect(text).to.match(/^49\d{54}$/);
    expect(BigInt(text).toString(16)).to.equal(
      ["2", "070dbd880", "2", "0000000000000007", "00", "070dbd887", "00000012", "2"].join(""),
    );
  });

  it("contain the shard's creation time, in completed seconds", () => {
    const stored = { index: 18, firstHash: "0", lastHash: "1", madeAt: 1_893_456_000_999 };
    // The border: the shard does not use its log in these tests.
    const shard = new Shard(stored, undefined as unknown as ShardLog);
    expect(shard.getSequenceNumber(position)).to.equal(formatSequenceNumber(position));
  });

  // The eventIDs of the sample events in the AWS Lambda Developer Guide ("Using Lambda with Kinesis") and in Lambda's console name the shards.
  for (const [text, version, shard, month] of [
    ["49590338271490256608559692538361571095921575989136588898", 2, 6, "2018-11"],
    ["49545115243490985018280067714973144582180062593244200961", 1, 0, "2014-11"],
  ] as const) {
    it(`reveal the shard in AWS's own examples: ${text} (KDS-035)`, () => {
      const read = readSequence(text);
      expect(read).to.include({ version, shard });
      expect(new Date((read?.shardMadeAt ?? 0) * 1000).toISOString()).to.match(new RegExp(`^${month}`));
    });
  }

  it("can be decoded into their parts", () => {
    const random = createRandom("sequence");
    const positions = Array.from({ length: 200 }, (): SequencePosition => ({
      shardMadeAt: [0, 1_893_456_000, 4_102_444_800][random.drawBelow(3)] ?? 0,
      arrivedAt: 1_893_456_000_000 + random.drawBelow(2_000),
      number:
        [random.drawBelow(10), 2 ** 31 - 2 + random.drawBelow(4), 2 ** 52 + random.drawBelow(100)][
          random.drawBelow(3)
        ] ?? 0,
      shard: random.drawBelow(100_000),
    }));
    expect(positions.map((position) => readSequence(formatSequenceNumber(position)))).to.deep.equal(
      positions.map((position) => ({
        ...position,
        version: 2,
        isBehind: false,
        arrivedAt: Math.floor(position.arrivedAt / 1000) * 1000,
      })),
    );
  });

  it("increase consistently through a shard, within a second and across gaps", () => {
    const random = createRandom("counter");
    for (const shard of [0, 18, 99_999]) {
      const counter = new SequenceCounter({ shardMadeAt: position.shardMadeAt, shard });
      let { number, arrivedAt } = position;
      for (let turn = 0; turn < 2_000; turn += 1) {
        number = random.drawFraction() < 0.9 ? number + 1 : random.drawBelow(2 ** 40);
        arrivedAt += random.drawFraction() < 0.9 ? random.drawBelow(3) : random.drawBelow(5_000);
        counter.to(number, arrivedAt);
        expect(counter.text).to.equal(formatSequenceNumber({ ...position, shard, number, arrivedAt }));
      }
    }
  });

  it("increase across carries over many digits", () => {
    const counter = new SequenceCounter(position);
    const numbers = new Set<string>();
    for (let index = 0; index < 20_000; index += 1) {
      const number = 8_270_000 + index;
      counter.to(number, position.arrivedAt);
      numbers.add(counter.text);
      if (index % 97 === 0) expect(counter.text).to.equal(formatSequenceNumber({ ...position, number }));
    }
    expect(numbers).to.have.lengthOf(20_000);
  });

  it("count as version 0 if they are short (KDS-038)", () => {
    expect(readSequence("0")).to.deep.equal({
      version: 0,
      shardMadeAt: 0,
      shard: 0,
      arrivedAt: undefined,
      number: 0,
      isBehind: false,
    });
    expect(readSequence(String(2n ** 124n))).to.deep.equal(readSequence("0"));
    expect(readSequence(String(2n ** 185n - 1n))?.version ?? "too late").to.equal("too late");
  });

  it("can't have an unknown version, too high a number, or a shard of the year 2477 (KDS-036)", () => {
    const toHex = (parts: readonly string[]): string => BigInt(`0x${parts.join("")}`).toString();
    const good = ["2", "070dbd880", "2", "0000000000000007", "00", "070dbd887", "00000012", "2"];
    const replacePart = (at: number, part: string): string => toHex(good.with(at, part));
    expect(readSequence(toHex(good))).to.deep.include({ number: 7, shard: 18 });
    for (const other of [
      replacePart(7, "3"),
      replacePart(3, "8000000000000000"),
      replacePart(1, (16_025_175_000).toString(16).padStart(9, "0")),
      `${toHex(good)}0`,
    ])
      expect(readSequence(other), other).to.equal(undefined);
    expect(readSequence(replacePart(1, (16_025_174_999).toString(16).padStart(9, "0")))).not.to.equal(undefined);
  });
});
