import { expect } from "chai";
import { gzipSync } from "node:zlib";
import { faultOf } from "../testing/use-cloud";
import { plainBody } from "./plain-body";

describe("compressed request bodies", () => {
  const zipped = gzipSync("x".repeat(1000));

  it("are unzipped, and others left as they are", async () => {
    expect(String(await plainBody(zipped, "gzip", 1000))).to.equal("x".repeat(1000));
    expect(await plainBody(zipped, undefined, 10)).to.equal(zipped);
    expect(await plainBody(zipped, "aws-chunked", 10)).to.equal(zipped);
  });
  it("are refused when they are damaged, or grow too large", async () => {
    expect(await faultOf(plainBody(zipped.subarray(0, 10), "gzip", 1000))).to.include({
      code: "SerializationException",
    });
    expect(await faultOf(plainBody(zipped, "gzip", 999))).to.include({ code: "SerializationException" });
  });
});
