import { expect } from "chai";
import { getBlob, packObject, unpackObject, type StoredObject } from "./stored-object";

const plain: StoredObject = {
  blob: 7,
  size: 3,
  modifiedAt: 1893456000000,
  etag: "900150983cd24fb0d6963f7d28e17f72",
  checksum: { algorithm: "CRC32", value: "NSRBwg==", type: "FULL_OBJECT" },
  details: {},
};

describe("S3 packed objects", () => {
  it("fit in one short line", () => {
    expect(packObject(plain)).to.equal("7 3 1893456000000 900150983cd24fb0d6963f7d28e17f72 CRC32 NSRBwg==");
    expect(getBlob(packObject(plain))).to.deep.equal({ blob: 7, size: 3 });
  });
  for (const [title, object] of [
    ["a plain one", plain],
    ["one of 5 TiB", { ...plain, size: 5 * 1024 ** 4, blob: 2 ** 40 }],
    [
      "one with a composite checksum",
      {
        ...plain,
        etag: `${plain.etag}-2`,
        checksum: { algorithm: "SHA256", value: "2Wjxbc3N6c1y3Eqve6x8X+xPy4qXhB1vAMgge0qeZJM=-2", type: "COMPOSITE" },
      },
    ],
    [
      "one with all details",
      {
        ...plain,
        details: {
          headers: { type: "a b", expires: "\n" },
          metadata: { "x y": "ü {\n}" },
          tags: [
            ["a b", ""],
            ["c", "😀"],
          ],
          parts: [[5, "AAAA"], [6]],
        },
      },
    ],
  ] as const satisfies readonly (readonly [string, StoredObject])[]) {
    it(`return ${title}`, () => expect(unpackObject(packObject(object))).to.deep.equal(object));
  }
  it("can't be confused with other lines", () =>
    expect(() => unpackObject("7 3 now x")).to.throw("not a packed object"));
});
