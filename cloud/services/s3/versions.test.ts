import type { ListObjectVersionsCommandInput } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { useEmptyFolder } from "../../testing/temporary-folder";
import { catchFault, useCloud } from "../../testing/use-cloud";
import { useBucket } from "./testing/use-upload";

describe("S3 versions", () => {
  const cloud = useCloud({ data: useEmptyFolder() });
  const bucket = useBucket(cloud);

  const set = (Status: "Enabled" | "Suspended") =>
    cloud.s3.putBucketVersioning({ Bucket: bucket.name, VersioningConfiguration: { Status } });
  const put = async (Key: string, Body: string): Promise<string> =>
    (await cloud.s3.putObject({ Bucket: bucket.name, Key, Body })).VersionId ?? "none";
  const read = async (Key: string, VersionId?: string): Promise<string> =>
    (await (await cloud.s3.getObject({ Bucket: bucket.name, Key, VersionId })).Body?.transformToString()) ?? "";
  const remove = (Key: string, VersionId?: string) => cloud.s3.deleteObject({ Bucket: bucket.name, Key, VersionId });
  const splitHeader = async (more: Partial<ListObjectVersionsCommandInput> = {}) =>
    cloud.s3.listObjectVersions({ Bucket: bucket.name, ...more });
  /** `key version latest?`, markers with a cross, in the order of the listing. */
  const readLines = async (): Promise<string[]> => {
    const { Versions = [], DeleteMarkers = [] } = await splitHeader();
    return [
      ...Versions.map(({ Key, VersionId, IsLatest }) => `${Key} ${VersionId}${IsLatest ? " latest" : ""}`),
      ...DeleteMarkers.map(({ Key, VersionId, IsLatest }) => `x ${Key} ${VersionId}${IsLatest ? " latest" : ""}`),
    ];
  };

  it("don't exist in a bucket that never enabled them", async () => {
    expect(await put("a", "1")).to.equal("none");
    expect(await cloud.s3.getBucketVersioning({ Bucket: bucket.name })).not.to.have.property("Status");
    expect(await readLines()).to.deep.equal(["a null latest"]);
    expect(await read("a", "null")).to.equal("1");
    expect(await catchFault(read("a", "x".repeat(32)))).to.include({ name: "InvalidArgument" });
  });

  it("keep older and newer writes with their bytes, even after a restart (SVC-028)", async () => {
    await put("a", "before");
    await set("Enabled");
    const first = await put("a", "one");
    const second = await put("a", "two");
    const check = async () => {
      expect(await read("a")).to.equal("two");
      expect(await read("a", first)).to.equal("one");
      expect(await read("a", "null")).to.equal("before");
      expect(await readLines()).to.deep.equal([`a ${second} latest`, `a ${first}`, "a null"]);
    };
    await check();
    await cloud.restart();
    await check();
    expect((await cloud.s3.listObjectsV2({ Bucket: bucket.name })).KeyCount).to.equal(1);
  });

  it("are hidden by a delete marker, and visible again when it is deleted (SVC-029)", async () => {
    await set("Enabled");
    const version = await put("a", "one");
    const { VersionId: marker = "", DeleteMarker } = await remove("a");
    expect(DeleteMarker).to.equal(true);
    const hidden = await catchFault(read("a"));
    expect(hidden).to.include({ name: "NoSuchKey" });
    expect(await readLines()).to.deep.equal([`a ${version}`, `x a ${marker} latest`]);
    expect(await read("a", version)).to.equal("one");
    expect(await catchFault(read("a", marker))).to.include({ name: "MethodNotAllowed" });
    expect(await catchFault(cloud.s3.deleteBucket({ Bucket: bucket.name }))).to.include({
      name: "BucketNotEmpty",
      message: "The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
    });
    expect(await remove("a", marker)).to.include({ VersionId: marker, DeleteMarker: true });
    expect(await read("a")).to.equal("one");
    await cloud.restart();
    expect(await read("a")).to.equal("one");
  });

  it("are deleted permanently by id, and the previous one becomes the latest (SVC-030)", async () => {
    await set("Enabled");
    const [first, second, third] = [await put("a", "1"), await put("a", "2"), await put("a", "3")];
    await remove("a", third);
    expect(await read("a")).to.equal("2");
    await remove("a", first);
    expect(await readLines()).to.deep.equal([`a ${second} latest`]);
    await remove("a", second);
    expect(await readLines()).to.deep.equal([]);
    await cloud.s3.deleteBucket({ Bucket: bucket.name });
  });

  it("are deleted together with markers, many at once, as when emptying a bucket", async () => {
    await set("Enabled");
    await put("a", "1");
    await put("a", "2");
    await remove("a");
    await put("b", "3");
    const { Versions = [], DeleteMarkers = [] } = await splitHeader();
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key = "", VersionId }) => ({ Key, VersionId }));
    const { Deleted = [], Errors } = await cloud.s3.deleteObjects({ Bucket: bucket.name, Delete: { Objects } });
    expect(Errors).to.equal(undefined);
    expect(Deleted.filter(({ DeleteMarker }) => DeleteMarker)).to.have.length(1);
    expect(Deleted).to.have.length(4);
    expect(await readLines()).to.deep.equal([]);
    await cloud.s3.deleteBucket({ Bucket: bucket.name });
  });

  it("stop accumulating while suspended: the null version is replaced, and others stay (SVC-031)", async () => {
    await put("a", "before versions");
    await set("Enabled");
    const stored = await put("a", "kept");
    expect(await readLines()).to.deep.equal([`a ${stored} latest`, "a null"]);
    await set("Suspended");
    // S3 names no version id for an object that has none (recorded by LocalStack, 2026-02-21).
    expect(await put("a", "1")).to.equal("none");
    expect(await put("a", "2")).to.equal("none");
    expect(await cloud.s3.headObject({ Bucket: bucket.name, Key: "a" })).to.include({ VersionId: "null" });
    expect(await readLines()).to.deep.equal(["a null latest", `a ${stored}`]);
    expect(await remove("a")).to.include({ VersionId: "null", DeleteMarker: true });
    expect(await readLines()).to.deep.equal([`a ${stored}`, "x a null latest"]);
    expect(await read("a", stored)).to.equal("kept");
  });

  it("are listed page by page, and under prefixes", async () => {
    await set("Enabled");
    const expected: string[] = [];
    for (const key of ["a", "b/1", "b/2", "c"])
      for (const body of ["1", "2"]) expected.push(`${key} ${await put(key, body)}`);
    const found: string[] = [];
    let markers: Partial<ListObjectVersionsCommandInput> = {};
    for (let pages = 0; pages < 20; pages++) {
      const page = await splitHeader({ MaxKeys: 3, ...markers });
      found.push(...(page.Versions ?? []).map(({ Key, VersionId }) => `${Key} ${VersionId}`));
      if (page.IsTruncated !== true) break;
      markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    }
    expect([...found].sort()).to.deep.equal([...expected].sort());
    const { Versions = [], CommonPrefixes } = await splitHeader({ Delimiter: "/" });
    expect(CommonPrefixes).to.deep.equal([{ Prefix: "b/" }]);
    expect(Versions.map(({ Key }) => Key)).to.deep.equal(["a", "a", "c", "c"]);
  });

  it("continue after the marker of a page, even if its version was deleted since (test_list_objects_versions_with_prefix_only_and_pagination, 2026-02-21)", async () => {
    await set("Enabled");
    for (const body of ["1", "2", "3", "4"]) await put("a", body);
    const all = (await splitHeader()).Versions ?? [];
    const first = await splitHeader({ MaxKeys: 2 });
    for (const { VersionId } of first.Versions ?? []) await remove("a", VersionId);
    const second = await splitHeader({ KeyMarker: "a", VersionIdMarker: first.NextVersionIdMarker });
    expect(second.Versions?.map(({ VersionId }) => VersionId)).to.deep.equal(
      all.slice(2).map(({ VersionId }) => VersionId),
    );
  });

  it("are rejected if S3 never issued their id (test_delete_object_versioned, test_delete_objects_versioned, 2026-02-21)", async () => {
    await set("Enabled");
    const version = await put("a", "1");
    const madeUp = `${version.slice(0, -4)}ABCD`;
    const invalid = { name: "InvalidArgument", message: "Invalid version id specified", ArgumentName: "versionId" };
    expect(await catchFault(remove("a", madeUp))).to.include({ ...invalid, ArgumentValue: madeUp });
    expect(await catchFault(read("a", madeUp))).to.include(invalid);
    const Objects = [{ Key: "a", VersionId: madeUp }];
    const { Errors = [], Deleted } = await cloud.s3.deleteObjects({ Bucket: bucket.name, Delete: { Objects } });
    expect(Deleted).to.equal(undefined);
    expect(Errors[0]).to.include({ Key: "a", VersionId: madeUp, Code: "NoSuchVersion" });
    await remove("a", version);
    expect(await catchFault(read("a", version))).to.include({ name: "NoSuchVersion", VersionId: version });
    expect(await remove("a", version)).to.include({ VersionId: version });
  });

  it("have no tags if they are delete markers (test_object_tagging_versioned, 2026-02-23)", async () => {
    await set("Enabled");
    await put("a", "1");
    const { VersionId: marker } = await remove("a");
    for (const VersionId of [undefined, marker]) {
      const target = { Bucket: bucket.name, Key: "a", VersionId };
      for (const [Method, call] of [
        ["GET", cloud.s3.getObjectTagging(target)],
        ["PUT", cloud.s3.putObjectTagging({ ...target, Tagging: { TagSet: [] } })],
        ["DELETE", cloud.s3.deleteObjectTagging(target)],
      ] as const)
        expect(await catchFault(call)).to.include({
          ...{ name: "MethodNotAllowed", message: "The specified method is not allowed against this resource." },
          ...{ Method, ResourceType: "DeleteMarker" },
        });
    }
  });

  it("are created by copies and multipart uploads, and can be copied from", async () => {
    await set("Enabled");
    const first = await put("a", "one");
    await put("a", "two");
    const copied = await cloud.s3.copyObject({
      Bucket: bucket.name,
      Key: "a",
      CopySource: `${bucket.name}/a?versionId=${first}`,
    });
    expect(copied).to.include({ CopySourceVersionId: first });
    expect(await read("a")).to.equal("one");
    const { UploadId } = await cloud.s3.createMultipartUpload({ Bucket: bucket.name, Key: "a" });
    const target = { Bucket: bucket.name, Key: "a", UploadId };
    const { ETag } = await cloud.s3.uploadPart({ ...target, PartNumber: 1, Body: "parts" });
    const { VersionId } = await cloud.s3.completeMultipartUpload({
      ...target,
      MultipartUpload: { Parts: [{ ETag, PartNumber: 1 }] },
    });
    expect(await read("a", VersionId)).to.equal("parts");
    expect((await splitHeader()).Versions).to.have.length(4);
    expect(await cloud.s3.headObject({ Bucket: bucket.name, Key: "a" })).to.include({ VersionId });
  });

  it("have their own tags", async () => {
    await set("Enabled");
    const first = await put("a", "one");
    await put("a", "two");
    const readTags = async (VersionId?: string) =>
      (await cloud.s3.getObjectTagging({ Bucket: bucket.name, Key: "a", VersionId })).TagSet;
    const TagSet = [{ Key: "old", Value: "yes" }];
    await cloud.s3.putObjectTagging({ Bucket: bucket.name, Key: "a", VersionId: first, Tagging: { TagSet } });
    expect(await readTags(first)).to.deep.equal(TagSet);
    expect(await readTags()).to.deep.equal([]);
    expect(await read("a")).to.equal("two");
    expect((await readLines())[1]).to.equal(`a ${first}`);
  });
});
