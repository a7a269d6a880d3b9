import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { KEY, createUploads, useBucket } from "../testing/use-upload";

describe("S3 AbortMultipartUpload", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);
  const uploads = createUploads(cloud, bucket);
  const abort = (UploadId: string) => cloud.s3.abortMultipartUpload({ Bucket: bucket.name, Key: KEY, UploadId });

  it("ends an upload, and leaves the existing object", async () => {
    await bucket.put(KEY, "before");
    const id = await uploads.create();
    await uploads.part(id, 1, "abc");
    expect((await abort(id)).$metadata.httpStatusCode).to.equal(204);
    expect(await catchFault(cloud.s3.listParts({ Bucket: bucket.name, Key: KEY, UploadId: id }))).to.include({
      name: "NoSuchUpload",
    });
    expect(await bucket.readText(KEY)).to.equal("before");
  });
  it("requires an existing upload", async () =>
    expect(await catchFault(abort("none"))).to.include({ name: "NoSuchUpload", UploadId: "none" }));
});
