import type { CompressionFormat } from "@aws-sdk/client-firehose";
import { expect } from "chai";
import { unzipSync } from "fflate";
import { uncompress } from "snappyjs";
import { gunzipSync } from "node:zlib";
import { useCloud } from "../../../../../testing/use-cloud";
import { BUCKET, createDeliveryTools } from "../../../testing/glue-tables";

/** Longer than any block, and compressible, but not trivially. */
const TEXT = Array.from({ length: 60_000 }, (_, n) => `{"n":${n},"odd":${n % 2 === 1}}`).join("\n");

/** Blocks behind 4-byte lengths: `counts` is the number of lengths before each block. */
function decompressSnappy(bytes: Buffer, counts: 1 | 2): string {
  const texts: Buffer[] = [];
  for (let at = 0; at < bytes.byteLength;) {
    const packed = bytes.readUInt32BE(at + 4 * (counts - 1));
    const block = Buffer.from(uncompress(bytes.subarray(at + 4 * counts, at + 4 * counts + packed)));
    if (counts === 2) expect(block.byteLength).to.equal(bytes.readUInt32BE(at));
    texts.push(block);
    at += 4 * counts + packed;
  }
  return Buffer.concat(texts).toString();
}

describe("Firehose compression (FH-041)", () => {
  const cloud = useCloud();
  const { makeBucket, create, putAll, readDelivered } = createDeliveryTools(cloud);

  /** Delivers TEXT in one object and returns the object. */
  async function packTexts(
    CompressionFormat: CompressionFormat,
  ): Promise<{ key: string; encoding: string | undefined; bytes: Buffer }> {
    await makeBucket();
    await create("s", { CompressionFormat, BufferingHints: { SizeInMBs: 5, IntervalInSeconds: 60 } });
    await putAll("s", [TEXT.slice(0, 700_000), TEXT.slice(700_000)]);
    await cloud.advance(60);
    const [{ key } = { key: "" }] = await readDelivered();
    const { Body, ContentEncoding, ContentType } = await cloud.s3.getObject({ Bucket: BUCKET, Key: key });
    expect(ContentType).to.equal("application/octet-stream");
    return { key, encoding: ContentEncoding, bytes: Buffer.from((await Body?.transformToByteArray()) ?? []) };
  }

  it("GZIP is a single gzip file, .gz", async () => {
    const { key, encoding, bytes } = await packTexts("GZIP");
    expect([key.slice(-3), encoding]).to.deep.equal([".gz", "gzip"]);
    expect(gunzipSync(bytes).toString()).to.equal(TEXT);
    expect(bytes.byteLength).to.be.below(TEXT.length / 4);
  });
  it("ZIP is an archive of one file named by a UUID, .zip", async () => {
    const { key, encoding, bytes } = await packTexts("ZIP");
    expect([key.slice(-4), encoding]).to.deep.equal([".zip", "zip"]);
    const files = Object.entries(unzipSync(bytes));
    expect(files).to.have.lengthOf(1);
    const [[name, content] = ["", Buffer.alloc(0)]] = files;
    expect(name).to.match(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(Buffer.from(content).toString()).to.equal(TEXT);
  });
  it("Snappy is the stream format of snappy-java, .snappy", async () => {
    const { key, encoding, bytes } = await packTexts("Snappy");
    expect([key.slice(-7), encoding]).to.deep.equal([".snappy", "snappy-java"]);
    expect(bytes.subarray(0, 16).toString("hex")).to.equal("82534e41505059000000000100000001");
    expect(decompressSnappy(bytes.subarray(16), 1)).to.equal(TEXT);
  });
  it("HADOOP_SNAPPY is Hadoop's block format, .snappy", async () => {
    const { key, encoding, bytes } = await packTexts("HADOOP_SNAPPY");
    expect([key.slice(-7), encoding]).to.deep.equal([".snappy", "hadoop-snappy"]);
    expect(decompressSnappy(bytes, 2)).to.equal(TEXT);
  });

  it("applies the size hint to uncompressed bytes (FH-037)", async () => {
    await makeBucket();
    await create("s", { CompressionFormat: "GZIP", BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 900 } });
    await putAll("s", [Buffer.alloc(600_000), Buffer.alloc(600_000)]);
    await cloud.advance(0);
    expect(await readDelivered()).to.have.lengthOf(1);
  });
});
