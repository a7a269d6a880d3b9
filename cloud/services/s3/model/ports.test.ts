import { readFileSync } from "node:fs";
import { expect } from "chai";
import { AwsFault } from "../../../core/faults";
import { S3ForServices, type NewServiceObject } from "./ports";
import { useStore } from "../testing/use-store";

async function* createPieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

describe("S3 for other services", () => {
  const test = useStore();
  const createClient = () =>
    new S3ForServices({ now: () => 1_000, storage: { waitUntilDurable: async () => undefined } }, test.store);
  const put = (more: Partial<NewServiceObject> = {}) =>
    createClient().putObject({
      bucket: "trips",
      key: "a",
      openContent: () => createPieces("hello, ", "world"),
      ...more,
    });
  const catchFault = async (call: Promise<unknown>): Promise<AwsFault> => {
    const error = await call.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (error instanceof AwsFault) return error;
    throw new Error("a fault was expected", { cause: error });
  };

  it("stores an object as an SDK would, with a CRC32 of the whole object (SVC-007)", async () => {
    expect(await put({ contentType: "application/octet-stream", contentEncoding: "gzip", at: 5_000 })).to.deep.equal({
      etag: "e4d7f1b4ed2e42d15898f4b27b019da4",
      size: 12,
    });
    expect(test.store.findObject({ bucket: test.store.requireBucket("trips"), key: "a" })).to.deep.include({
      size: 12,
      modifiedAt: 5_000,
      checksum: { algorithm: "CRC32", value: "/6tyOg==", type: "FULL_OBJECT" },
      details: { headers: { type: "application/octet-stream", encoding: "gzip" } },
    });
  });
  it("stores it with the current time by default", async () => {
    await put();
    expect(test.store.findObject({ bucket: test.store.requireBucket("trips"), key: "a" })?.modifiedAt).to.equal(1_000);
  });
  it("lists the existing buckets", () =>
    expect([createClient().hasBucket("trips"), createClient().hasBucket("nowhere")]).to.deep.equal([true, false]));
  it("returns S3's faults (SVC-007)", async () => {
    expect((await catchFault(put({ bucket: "nowhere" }))).code).to.equal("NoSuchBucket");
    expect((await catchFault(put({ key: "../x" }))).status).to.equal(400);
  });
  it("keeps nothing of an object whose content breaks off", async () => {
    const throwBroken = async function* () {
      yield Buffer.from("half");
      throw new Error("no more");
    };
    const outcome = await put({ openContent: throwBroken }).then(
      () => "put",
      (error: Error) => error.message,
    );
    expect([outcome, test.listBlobFiles()]).to.deep.equal(["no more", []]);
  });
  it("reads an object", async () => {
    await put();
    let text = "";
    for await (const bytes of createClient().readObject("trips", "a")) text += Buffer.from(bytes).toString();
    expect(text).to.equal("hello, world");
    expect(() => createClient().readObject("trips", "b")).to.throw(AwsFault, "The specified key does not exist.");
  });

  describe("as a source of files", () => {
    it("returns those with a prefix, by key, each unchanged", async () => {
      for (const key of ["year=2030/b", "year=2030/a", "year=2031/a", "😀"])
        await put({ key, openContent: () => createPieces(key) });
      const { files, release } = createClient().listFilesUnder("trips", "year=2030/");
      expect(files.map(({ key, size, path }) => [key, size, readFileSync(path, "utf8")])).to.deep.equal([
        ["year=2030/a", 11, "year=2030/a"],
        ["year=2030/b", 11, "year=2030/b"],
      ]);
      release();
      const all = createClient().listFilesUnder("trips", "");
      expect(all.files.map(({ key }) => key)).to.deep.equal(["year=2030/a", "year=2030/b", "year=2031/a", "😀"]);
      all.release();
      expect(() => createClient().listFilesUnder("nowhere", "")).to.throw(
        AwsFault,
        "The specified bucket does not exist",
      );
    });
    it("keeps them while they are being read", async () => {
      await put();
      const { files, release } = createClient().listFilesUnder("trips", "a");
      await put({ openContent: () => createPieces("other") });
      expect(readFileSync(files[0]?.path ?? "", "utf8")).to.equal("hello, world");
      release();
    });
  });
});
