import { expect } from "chai";
import { AwsFault } from "../../../core/faults";
import { createRandom } from "../../../../foundation/random";
import { getKeyAfterPrefix, toStoredKey, toPlainKey, parseKey } from "./keys";

/** Characters whose order differs between UTF-16 and UTF-8, and other characters that are easily mixed up. */
const ALPHABET = ["a", "b", "/", " ", "\0", "\u007f", "é", "\u0800", "\ud7ff", "\ue000", "\uffff", "😀", "𐍈", "+", "%"];

describe("S3 keys", () => {
  it("are sorted by their UTF-8 bytes", () => {
    const random = createRandom("keys");
    const keys = Array.from({ length: 2_000 }, () =>
      Array.from({ length: random.drawBelow(6) }, () => ALPHABET[random.drawBelow(ALPHABET.length)]).join(""),
    );
    const stored = keys
      .map((key) => ({ key, stored: toStoredKey(key) }))
      .sort((a, b) => (a.stored < b.stored ? -1 : a.stored > b.stored ? 1 : 0));
    const expected = [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect(stored.map(({ key }) => key)).to.deep.equal(expected);
  });

  it("are returned unchanged", () => {
    for (const key of ["", "trips/1.json", "größe", "日本/東京", "😀", "a\nb"])
      expect(toPlainKey(toStoredKey(key))).to.equal(key);
  });

  it("have a successor for all keys with a prefix", () => {
    expect(getKeyAfterPrefix("a/")).to.equal("a0");
    expect(getKeyAfterPrefix("a\xff")).to.equal("b");
    expect(getKeyAfterPrefix("\xff\xff")).to.equal(undefined);
  });

  it("are limited to 1,024 bytes, not characters", () => {
    expect(parseKey("é".repeat(512))).to.have.length(1024);
    expect(() => parseKey("é".repeat(513)))
      .to.throw(AwsFault, "Your key is too long")
      .that.deep.includes({ code: "KeyTooLongError", members: { Size: 1026, MaxSizeAllowed: 1024 } });
  });

  for (const key of ["../x", "..", "a/../../x", "a/../..", "./../x"]) {
    it(`can't lead out of the bucket as ${key} would (SVC-007)`, () => {
      expect(() => parseKey(key))
        .to.throw(AwsFault, "Bad Request")
        .that.includes({ status: 400 });
    });
  }
  for (const key of ["a/../x", "a/b/../../x", "..x", "x..", "a/..b/../c", "...", ".", "/../x"]) {
    it(`can be ${key}, which stays inside the bucket`, () => expect(parseKey(key)).to.equal(key));
  }
});
