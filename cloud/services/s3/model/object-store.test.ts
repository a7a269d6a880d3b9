import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { skipIf } from "../../../testing/skip";
import { waitUntil } from "../../../testing/until";
import { joinParts } from "../api/multipart/join-parts";
import { useStore } from "../testing/use-store";
import { BlobFolder } from "../store/blob-folder";

describe("S3 object store", () => {
  const test = useStore();
  const log = () => join(test.folder, "services", "s3", "index.log");
  /** Files are removed in the background, a little later. */
  const waitUntilGone = (path: string): Promise<void> => waitUntil(() => !existsSync(path));

  it("finds everything again after a restart", async () => {
    await test.put("a", "one");
    await test.put("a", "two");
    await test.put("b", "three");
    await test.put("größe/😀", "four");
    const bucket = test.store.requireBucket("trips");
    test.store.deleteObjects(bucket, [{ key: "b" }], 0);
    test.store.setBucketTags(bucket, [["lab", "01"]]);
    const id = test.store.createUpload(bucket, { key: "big", initiatedAt: 5, details: { metadata: { color: "red" } } });
    test.restart();
    expect([await test.readText("a"), await test.readText("b"), await test.readText("größe/😀")]).to.deep.equal([
      "two",
      undefined,
      "four",
    ]);
    expect(test.store.requireBucket("trips").document.tags).to.deep.equal([["lab", "01"]]);
    expect(test.store.requireBucket("trips").uploads.get(id)?.document).to.deep.equal({
      key: "big",
      initiatedAt: 5,
      details: { metadata: { color: "red" } },
    });
  });

  it("closes files after reading", async function () {
    if (process.platform !== "linux") skipIf(this, "only Linux tells which files a process has open");
    for (const text of ["small", "large".repeat(100_000)]) {
      await test.put("a", text);
      for (let times = 0; times < 3; times += 1) expect(await test.readText("a")).to.equal(text);
      const open = readdirSync("/proc/self/fd").flatMap((fd) => {
        try {
          return [readlinkSync(`/proc/self/fd/${fd}`)];
        } catch {
          // That of the folder itself is closed again.
          return [];
        }
      });
      const objects = join(realpathSync(test.folder), "services", "s3", "objects");
      expect(open.filter((path) => path.startsWith(objects))).to.deep.equal([]);
    }
  });

  it("keeps exactly one file per object", async () => {
    await test.put("a", "one");
    const [first = ""] = test.listBlobFiles();
    await test.put("a", "two");
    await waitUntilGone(first);
    expect(test.listBlobFiles().map((file) => readFileSync(file, "utf8"))).to.deep.equal(["two"]);
    test.store.deleteObjects(test.store.requireBucket("trips"), [{ key: "a" }], 0);
    await waitUntilGone(test.listBlobFiles()[0] ?? "");
    expect(test.listBlobFiles()).to.deep.equal([]);
  });

  it("reuses the file of a replaced small object that nobody reads", async () => {
    await test.put("a", "a long text");
    const files = test.listBlobFiles();
    await test.put("a", "new");
    await test.put("b", "short");
    expect(test.listBlobFiles()).to.include.members(files).and.to.have.length(2);
    expect([await test.readText("a"), await test.readText("b")]).to.deep.equal(["new", "short"]);
    test.restart();
    expect(
      test
        .listBlobFiles()
        .map((file) => readFileSync(file, "utf8"))
        .sort(),
    ).to.deep.equal(["new", "short"]);
    expect([await test.readText("a"), await test.readText("b")]).to.deep.equal(["new", "short"]);
    expect(test.logLines).to.deep.equal([]);
  });

  it("never overwrites an acknowledged file, or one that a power loss could restore", async () => {
    await test.put("a", "one");
    const { blob = 0 } = test.store.findObject({ bucket: test.store.requireBucket("trips"), key: "a" }) ?? {};
    test.store.blobs.retain([blob])();
    const careful = new BlobFolder(test.folder, true);
    for (const [blobs, id] of [
      [test.store.blobs, blob],
      [careful, careful.create().id],
    ] as const) {
      blobs.remove([{ blob: id, size: 3 }]);
      expect(blobs.create().id).not.to.equal(id);
    }
  });

  it("keeps the file if only tags change, even through a restart", async () => {
    await test.put("a", "one");
    const target = { bucket: test.store.requireBucket("trips"), key: "a" };
    const object = test.store.findObject(target);
    expect(object).not.to.equal(undefined);
    if (object !== undefined) test.store.setObjectTags(target, object, [["lab", "01"]]);
    test.restart();
    expect(await test.readText("a")).to.equal("one");
  });

  it("removes and reports files of unacknowledged writes", async () => {
    await test.put("a", "one");
    const [file = ""] = test.listBlobFiles();
    const orphans = [join(file, "..", "zz"), join(file, "..", "..", "no folder of ours", "zz")];
    test.restart(() => {
      mkdirSync(join(file, "..", "..", "no folder of ours"));
      for (const orphan of orphans) writeFileSync(orphan, "half an obj");
    });
    expect(test.listBlobFiles()).to.deep.equal([file]);
    expect(test.logLines).to.deep.equal(["S3: files of interrupted writes were removed: 2"]);
    expect(await test.readText("a")).to.equal("one");
  });

  it("never reuses the name of a file that might still be read", async () => {
    await test.put("a", "one");
    const before = test.listBlobFiles();
    test.restart();
    await test.put("b", "two");
    expect(await test.readText("a")).to.equal("one");
    expect(test.listBlobFiles()).to.include.members(before).and.have.length(2);
  });

  it("ignores foreign files in its folder", async () => {
    await test.put("a", "one");
    const folder = join(test.folder, "services", "s3", "objects");
    test.restart(() => {
      writeFileSync(join(folder, ".DS_Store"), "x");
      mkdirSync(join(folder, "0", ".trash"));
    });
    await test.put("b", "two");
    expect([await test.readText("a"), await test.readText("b")]).to.deep.equal(["one", "two"]);
  });

  for (const [title, damage] of [
    ["half a frame", (path: string) => truncateSync(path, statSync(path).size - 5)],
    ["a frame of zeros", (path: string) => appendFileSync(path, Buffer.alloc(40))],
    [
      "a frame with a wrong checksum",
      (path: string) => appendFileSync(path, Buffer.concat([Buffer.from([2, 0, 0, 0, 9, 9, 9, 9]), Buffer.from("[]")])),
    ],
  ] as const) {
    it(`removes ${title} from the end of its log`, async () => {
      await test.put("a", "one");
      await test.put("b", "two");
      test.restart(() => damage(log()));
      expect(await test.readText("a")).to.equal("one");
      expect(test.logLines.join()).to.match(/cut off|cannot be read/);
      await test.put("c", "three");
      test.restart();
      expect([await test.readText("a"), await test.readText("c")]).to.deep.equal(["one", "three"]);
    });
  }

  it("rewrites its log if most of it is obsolete", async () => {
    await test.put("keep", "me");
    const bucket = test.store.requireBucket("trips");
    const id = test.store.createUpload(bucket, { key: "big", initiatedAt: 5, details: {} });
    for (let round = 0; round < 11_000; round++) test.store.setBucketTags(bucket, [["round", String(round)]]);
    const bytes = statSync(log()).size;
    expect(bytes).to.be.below(200 * 1100, "11,000 changes, of which the first 10,000 were left out");
    test.restart();
    expect(await test.readText("keep")).to.equal("me");
    expect(test.store.requireBucket("trips").document.tags).to.deep.equal([["round", "10999"]]);
    expect(test.store.requireBucket("trips").uploads.has(id)).to.equal(true);
  });

  it("recovers after it was killed while rewriting its log", async () => {
    await test.put("a", "one");
    const half = join(test.folder, "services", "s3", "index-next.log");
    test.restart(() => writeFileSync(half, Buffer.concat([readFileSync(log()).subarray(0, 20)])));
    expect(existsSync(half)).to.equal(false);
    expect(await test.readText("a")).to.equal("one");
  });

  it("never reuses the number of a deleted bucket", async () => {
    test.store.deleteBucket(test.store.requireBucket("trips"));
    test.restart();
    test.store.createBucket({ name: "trips", createdAt: 1, region: "us-east-1", tags: [] });
    await test.put("a", "one");
    test.restart();
    expect(await test.readText("a")).to.equal("one");
  });

  describe("keeps files", () => {
    it("until they are released, whatever happens to their objects", async () => {
      await test.put("a", "one");
      const [file = ""] = test.listBlobFiles();
      const { blob = 0 } = test.store.findObject({ bucket: test.store.requireBucket("trips"), key: "a" }) ?? {};
      const [release, releaseToo] = [test.store.blobs.retain([blob]), test.store.blobs.retain([blob])];
      test.store.deleteObjects(test.store.requireBucket("trips"), [{ key: "a" }], 0);
      release();
      release();
      // A later removal was done, so an earlier one would have been done too.
      await test.put("b", "two");
      const [, other = ""] = test.listBlobFiles();
      test.store.deleteObjects(test.store.requireBucket("trips"), [{ key: "b" }], 0);
      await waitUntilGone(other);
      expect(readFileSync(file, "utf8")).to.equal("one");
      releaseToo();
      await waitUntilGone(file);
    });
  });

  it("combines an object's parts into one file, and removes the parts' files", async () => {
    const bucket = test.store.requireBucket("trips");
    const target = { bucket, key: "big" };
    const upload = test.store.upload(
      target,
      test.store.createUpload(bucket, { key: "big", initiatedAt: 0, details: {} }),
    );
    for (const number of [1, 2]) {
      const writer = test.store.blobs.create();
      await writer.write(Buffer.alloc(100_000, String(number)));
      await writer.finish();
      const part = { blob: writer.id, size: 100_000, modifiedAt: 0, etag: "00" };
      test.store.putPart(target, upload, [number, part]);
    }
    const parts = test.listBlobFiles();
    const joined = await joinParts(test.store.blobs, [...upload.parts.values()]);
    test.store.completeUpload(target, upload, {
      object: { ...joined, modifiedAt: 0, details: {} },
      check: () => undefined,
    });
    for (const part of parts) await waitUntilGone(part);
    expect(test.listBlobFiles()).to.have.length(1);
    expect(await test.readText("big")).to.equal("1".repeat(100_000) + "2".repeat(100_000));
  });

  it("drops the bytes of a rejected object", async () => {
    const bucket = test.store.requireBucket("trips");
    test.store.deleteBucket(bucket);
    const writer = test.store.blobs.create();
    await writer.write(Buffer.from("lost"));
    await writer.finish();
    const [file = ""] = test.listBlobFiles();
    const put = () =>
      test.store.putObject(
        { bucket, key: "a" },
        {
          blob: writer.id,
          size: 4,
          modifiedAt: 0,
          etag: "x",
          checksum: { algorithm: "CRC32", value: "x", type: "FULL_OBJECT" },
          details: {},
        },
      );
    expect(put).to.throw("The specified bucket does not exist");
    await waitUntilGone(file);
  });
});
