import { expect } from "chai";
import { AwsFault } from "../../../core/faults";
import { checkForm, getHeaderAlgorithm, createRunningChecksum, getStatedChecksum } from "./checksums";
import type { ChecksumAlgorithm } from "../store/stored-object";

/** The check values that the algorithms' catalogs give for the text 123456789. */
const CHECK_VALUES: Readonly<Record<ChecksumAlgorithm, string>> = {
  CRC32: "cbf43926",
  CRC32C: "e3069283",
  CRC64NVME: "ae8b14860a799888",
  SHA1: "f7c3bc1d808e04732adf679965ccc34ca7ae3441",
  SHA256: "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225",
};

describe("S3 checksums", () => {
  for (const [algorithm, value] of Object.entries(CHECK_VALUES)) {
    it(`compute ${algorithm} incrementally`, async () => {
      const running = createRunningChecksum(algorithm as ChecksumAlgorithm);
      for (const piece of ["1", "2345", "", "6789"]) running.update(Buffer.from(piece));
      expect(Buffer.from(await running.digest()).toString("hex")).to.equal(value);
    });
  }

  it("use the given algorithm", () => {
    expect(getStatedChecksum({ ChecksumSHA1: "qvTGHdzF6KLavt4PO0gs2a6pQ00=" })).to.deep.equal({
      algorithm: "SHA1",
      value: "qvTGHdzF6KLavt4PO0gs2a6pQ00=",
    });
    expect(getStatedChecksum({})).to.equal(undefined);
  });
  it("find an algorithm by its header's name in any case (RFC 9110, 5.1)", () => {
    const names = ["x-amz-checksum-crc32c", "X-Amz-Checksum-SHA256", "x-amz-checksum-md4", "content-md5"];
    expect(names.map(getHeaderAlgorithm)).to.deep.equal(["CRC32C", "SHA256", undefined, undefined]);
  });
  it("reject two checksums", () => {
    expect(() => getStatedChecksum({ ChecksumCRC32: "AAAAAA==", ChecksumCRC32C: "AAAAAA==" })).to.throw(
      AwsFault,
      "Expecting a single x-amz-checksum- header.",
    );
  });
  for (const value of ["", "AAAA", "AAAAAAA=", "not base64", "AAAAAA"]) {
    it(`reject '${value}' as a CRC32`, () => {
      expect(() => checkForm({ algorithm: "CRC32", value }))
        .to.throw(AwsFault, "Value for x-amz-checksum-crc32 header is invalid.")
        .that.includes({ code: "InvalidRequest" });
    });
  }
});
