import { expect } from "chai";
import { parsePosition, createRecordId } from "./record-id";

describe("Firehose record ids", () => {
  it("encode the position, and are valid only for their stream", () => {
    for (const position of [0, 1, 255, 2 ** 31, 2 ** 32 + 7, 2 ** 52]) {
      const id = createRecordId("one", position);
      expect(parsePosition("one", id)).to.equal(position);
      expect(parsePosition("two", id)).to.equal(undefined);
    }
    expect(parsePosition("one", "not an id")).to.equal(undefined);
  });
  it("are unique, and don't resemble each other", () => {
    const ids = Array.from({ length: 10_000 }, (_, position) => createRecordId("one", position));
    expect(new Set(ids).size).to.equal(ids.length);
    expect(new Set(ids.map((id) => id.slice(20))).size).to.be.above(200);
  });
});
