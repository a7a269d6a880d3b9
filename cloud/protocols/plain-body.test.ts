import { expect } from "chai";
import { gzipSync } from "node:zlib";
import { catchFault } from "../testing/use-cloud";
import { decompressBody } from "./bodies";

describe("compressed request bodies", () => {
  const zipped = gzipSync("x".repeat(1000));

  it("are decompressed, and other bodies stay unchanged", async () => {
    expect(String(await decompressBody(zipped, "gzip", 1000))).to.equal("x".repeat(1000));
    expect(await decompressBody(zipped, undefined, 10)).to.equal(zipped);
    expect(await decompressBody(zipped, "aws-chunked", 10)).to.equal(zipped);
  });
  it("are rejected if they are damaged or grow too large", async () => {
    expect(await catchFault(decompressBody(zipped.subarray(0, 10), "gzip", 1000))).to.include({
      code: "SerializationException",
    });
    expect(await catchFault(decompressBody(zipped, "gzip", 999))).to.include({ code: "SerializationException" });
  });
});
