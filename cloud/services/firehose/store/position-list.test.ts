import { expect } from "chai";
import { PositionList } from "./segment";

describe("Firehose position lists", () => {
  it("return added positions, both repeated and far apart", () => {
    const positions = [0, 0, 1, 127, 255, 255, 16_640, 5_000_000_000, 2 ** 52];
    const list = new PositionList();
    for (const position of positions) list.add(position);
    expect([...list]).to.deep.equal(positions);
    expect([list.count, list.last]).to.deep.equal([9, 2 ** 52]);
  });
  it("stay the same when serialized and parsed, and continue from there", () => {
    const list = new PositionList();
    for (let position = 7; position < 5000; position += 3) list.add(position);
    const copy = PositionList.from(Uint8Array.from(list.encodePositions()));
    expect([copy.count, copy.last]).to.deep.equal([list.count, list.last]);
    expect([...copy]).to.deep.equal([...list]);
  });
  it("use one byte per neighboring position", () => {
    const list = new PositionList();
    for (let position = 0; position < 1000; position++) list.add(position);
    expect(list.encodePositions().byteLength).to.equal(1000);
  });
  it("reject lower positions", () => {
    const list = new PositionList();
    list.add(5);
    expect(() => list.add(4)).to.throw(RangeError);
  });
});
