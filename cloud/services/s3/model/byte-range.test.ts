import { expect } from "chai";
import { AwsFault } from "../../../core/faults";
import { parseCopyRange, parseRange } from "./byte-range";

// The size of the object that AWS's responses were recorded with in February 2026.
const SIZE = 10;

describe("S3 ranges", () => {
  for (const [header, first, last] of [
    ["bytes=0-8", 0, 8],
    ["bytes=1-1", 1, 1],
    ["bytes=1-", 1, 9],
    ["bytes=-2", 8, 9],
    ["bytes=-9", 1, 9],
    ["bytes=-15", 0, 9],
    ["bytes=0-100", 0, 9],
    ["bytes=0-0", 0, 0],
  ] as const) {
    it(`reads ${header}`, () => expect(parseRange(header, SIZE)).to.deep.equal({ first, last }));
  }
  for (const header of [
    "bytes=1-0",
    "bytes=-1-",
    "bytes=0--1",
    "bytes=0-1,3-4,7-9",
    "0-8",
    "bytes=-",
    "items=0-1",
    "",
  ]) {
    it(`returns the whole object for '${header}'`, () => expect(parseRange(header, SIZE)).to.equal(undefined));
  }
  for (const header of ["bytes=-0", "bytes=100-200", "bytes=10-"]) {
    it(`rejects ${header}`, () => {
      expect(() => parseRange(header, SIZE))
        .to.throw(AwsFault)
        .that.deep.includes({
          code: "InvalidRange",
          status: 416,
          members: { RangeRequested: header, ActualObjectSize: 10 },
        });
    });
  }
  it("rejects every range of an empty object", () => expect(() => parseRange("bytes=0-", 0)).to.throw(AwsFault));

  describe("for part copies", () => {
    it("reads bytes=0-9", () => expect(parseCopyRange("bytes=0-9", SIZE)).to.deep.equal({ first: 0, last: 9 }));
    for (const header of ["0-8", "bytes=-", "bytes=-2", "bytes=1-", "bytes=1-0", "bytes=0-1,3-4,7-9"]) {
      it(`rejects ${header} because both ends are required`, () => {
        expect(() => parseCopyRange(header, SIZE))
          .to.throw(AwsFault, "must be of the form bytes=first-last")
          .that.includes({ code: "InvalidArgument" });
      });
    }
    it("rejects an end beyond the object", () =>
      expect(() => parseCopyRange("bytes=0-100", SIZE)).to.throw(
        AwsFault,
        "Range specified is not valid for source object of size: 10",
      ));
    it("rejects a start beyond the object", () =>
      expect(() => parseCopyRange("bytes=100-200", SIZE))
        .to.throw(AwsFault)
        .that.includes({ code: "InvalidRequest" }));
  });
});
