import { Readable } from "node:stream";
import { S3 } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { requestRaw } from "../testing/raw-request";
import { signChunks } from "../testing/signed-chunks";
import { useBucket } from "../testing/use-upload";

describe("S3 PutObject with verified signatures", () => {
  const cloud = useCloud({ keys: "own" });
  const bucket = useBucket(cloud);

  it("accepts requests signed by the SDK, including streams", async () => {
    await bucket.put("a b", "hello");
    await cloud.s3.putObject({
      Bucket: bucket.name,
      Key: "stream",
      Body: Readable.from([Buffer.from("hel"), Buffer.from("lo")]),
      ContentLength: 5,
    });
    expect([await bucket.readText("a b"), await bucket.readText("stream")]).to.deep.equal(["hello", "hello"]);
  });
  it("rejects another account's keys", async () => {
    const stranger = new S3({
      endpoint: cloud.running.endpoint,
      region: "us-east-1",
      credentials: { accessKeyId: "LABKSTRANGER", secretAccessKey: "x" },
      maxAttempts: 1,
    });
    const call = stranger.putObject({ Bucket: bucket.name, Key: "a", Body: "1" });
    expect(await catchFault(call)).to.include({ name: "InvalidAccessKeyId" });
    stranger.destroy();
  });

  describe("with signed chunks", () => {
    const send = async (
      chunks: readonly string[],
      {
        trailers,
        tamper = (body: string) => body,
      }: { trailers?: readonly string[]; tamper?: (body: string) => string } = {},
    ) => {
      const request = await signChunks(cloud.running, {
        path: "/trips/signed",
        chunks,
        ...(trailers === undefined ? {} : { trailers }),
      });
      return requestRaw(cloud.running.endpoint, { ...request, body: tamper(String(request.body)) });
    };
    it("accepts signed chunks, and stores only their content", async () => {
      expect(await send(["hello, ", "world"])).to.include({ status: 200 });
      expect(await bucket.readText("signed")).to.equal("hello, world");
      expect((await cloud.s3.headObject({ Bucket: bucket.name, Key: "signed" })).ContentEncoding).to.equal(undefined);
    });
    it("accepts two slashes that are sent as /%2F, as the SDK for Java sends them", async () => {
      const request = await signChunks(cloud.running, { path: "/trips//slash", chunks: ["hello"] });
      const path = "/trips/%2Fslash";
      expect(await requestRaw(cloud.running.endpoint, { ...request, path })).to.include({ status: 200 });
      expect(await bucket.readText("/slash")).to.equal("hello");
    });
    it("accepts signed trailers", async () => {
      expect(await send(["hello"], { trailers: ["x-amz-checksum-crc32:NhCmhg=="] })).to.include({ status: 200 });
      expect(await bucket.readText("signed")).to.equal("hello");
    });
    for (const [title, tamper] of [
      ["a chunk", (body: string) => body.replace("hello", "hallo")],
      ["a trailer", (body: string) => body.replace("NhCmhg==", "NhCmhQ==")],
      ["the end, cut off", (body: string) => body.replace(/0;chunk-signature=[0-9a-f]+/, "0")],
    ] as const) {
      it(`rejects ${title} altered in transit`, async () => {
        const { status, text } = await send(["hello"], { trailers: ["x-amz-checksum-crc32:NhCmhg=="], tamper });
        expect(text).to.contain("<Code>SignatureDoesNotMatch</Code>");
        expect(status).to.equal(403);
        expect(await catchFault(bucket.readText("signed"))).to.include({ name: "NoSuchKey" });
      });
    }
  });
});
