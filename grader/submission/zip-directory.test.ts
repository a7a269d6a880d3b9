import { deflateRawSync } from "node:zlib";
import { spawnSync } from "node:child_process";
import { expect } from "chai";
import { strToU8, unzipSync, zipSync } from "fflate";
import { LARGEST_FILE_BYTES, SubmissionProblem } from "./submission";
import { createHeader, createSharingZip } from "../testing/zip-bytes";
import { listZip } from "./container";
import { unzipEntry, zipEntries } from "./zip-directory";

const MAX = 100;
const toText = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** Fields of 64 bits each. */
function createLongs(...values: readonly bigint[]): Buffer {
  const created = Buffer.alloc(8 * values.length);
  values.forEach((value, n) => created.writeBigUInt64LE(value, 8 * n));
  return created;
}

/** A field among a central header's extra ones. */
const createExtraField = (id: number, data: Buffer): Buffer =>
  Buffer.concat([createHeader(4, {}, { 0: id, 2: data.length }), data]);

/**
 * A zip that uses the 64-bit form of each number that can have one.
 *
 * @param asComment puts these numbers into the file's comment instead, where they are none
 */
function createZip64({ packed, name }: { packed: Buffer; name: Buffer }, size: number, asComment = false) {
  const before = Buffer.from("a program that unpacks it");
  const local = Buffer.concat([createHeader(30, { 0: 0x04034b50 }, { 8: 8, 26: name.length }), name]);
  const sizes = createLongs(BigInt(size), BigInt(packed.length), BigInt(before.length));
  const [times, numbers] = [createExtraField(0x5455, Buffer.from("times")), createExtraField(1, sizes)];
  const extra = asComment ? times : Buffer.concat([times, numbers]);
  const comment = asComment ? numbers : Buffer.alloc(0);
  const none = 0xffffffff;
  const fixed = createHeader(
    46,
    { 0: 0x02014b50, 20: none, 24: none, 42: none },
    { 10: 8, 28: name.length, 30: extra.length, 32: comment.length },
  );
  const central = Buffer.concat([fixed, name, extra, comment]);
  const at = before.length + local.length + packed.length;
  const end64 = createHeader(56, { 0: 0x06064b50 }, {});
  createLongs(1n, BigInt(central.length), BigInt(at)).copy(end64, 32);
  const locator = createHeader(20, { 0: 0x07064b50 }, {});
  createLongs(BigInt(at + central.length)).copy(locator, 8);
  const end = createHeader(22, { 0: 0x06054b50, 16: none }, { 10: 0xffff });
  const parts = [before, local, packed, central, end64, locator, end];
  return { zip: Buffer.concat(parts), locatorAt: at + central.length + end64.length, end64At: at + central.length };
}

const catchRefusal = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return error instanceof SubmissionProblem ? [error.status, error.message] : error;
  }
  return "taken";
};

describe("reading a zip's directory", () => {
  const honest = zipSync({
    "a/01-lab.ipynb": strToU8("notebook".repeat(1000)),
    "b.ts": [strToU8("script"), { level: 0 }],
  });

  it("lists its files, and unpacks each separately", async () => {
    const entries = zipEntries(honest, MAX);
    expect(entries.map(({ name, bytes }) => [name, bytes])).to.deep.equal([
      ["a/01-lab.ipynb", 8000],
      ["b.ts", 6],
    ]);
    const unpacked = await Promise.all(entries.map(async (entry) => toText(await unzipEntry(honest, entry))));
    expect(unpacked).to.deep.equal(["notebook".repeat(1000), "script"]);
  });

  it("reads what other programs write: 64-bit sizes, sizes after the file, and comments", async () => {
    const python = [
      "import io, sys, zipfile",
      "out = io.BytesIO()",
      "z = zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED)",
      "with z.open('größe.txt', 'w', force_zip64=True) as f: f.write(b'x' * 5000)",
      "z.comment = b'a comment'",
      "z.close()",
      "sys.stdout.buffer.write(out.getvalue())",
    ];
    const zip = spawnSync("python3", ["-c", python.join("\n")]).stdout;
    const [entry, ...more] = zipEntries(zip, MAX);
    expect([entry?.name, more]).to.deep.equal(["größe.txt", []]);
    expect(entry && toText(await unzipEntry(zip, entry))).to.equal("x".repeat(5000));
  });

  it("reads a directory with only 64-bit numbers, and reports a number that leads out of it as damage", async () => {
    const packed = deflateRawSync(Buffer.from("notebook"));
    const { zip, locatorAt, end64At } = createZip64({ packed, name: Buffer.from("01-lab.ipynb") }, 8);
    const [entry, ...more] = zipEntries(zip, MAX);
    expect([entry?.name, entry?.bytes, more]).to.deep.equal(["01-lab.ipynb", 8, []]);
    expect(entry && toText(await unzipEntry(zip, entry))).to.equal("notebook");
    const last = BigInt(locatorAt - 56);
    for (const [at, value] of [
      [locatorAt + 8, last + 1n],
      [locatorAt + 8, last - 1n],
      [end64At + 32, 2n ** 53n],
      [end64At + 48, BigInt(zip.length)],
    ] as const) {
      const broken = Buffer.from(zip);
      broken.writeBigUInt64LE(value, at);
      expect(catchRefusal(() => zipEntries(broken, MAX))).to.deep.equal(["unreadable", "The zip file is damaged."]);
    }
    const { zip: commented } = createZip64({ packed, name: Buffer.from("01-lab.ipynb") }, 8, true);
    expect(catchRefusal(() => zipEntries(commented, MAX))).to.deep.equal(["unreadable", "The zip file is damaged."]);
  });

  it("accepts an empty directory, and comments on files", () => {
    const zip = Buffer.from(honest);
    expect(zipEntries(createHeader(22, { 0: 0x06054b50 }, {}), MAX)).to.deep.equal([]);
    const [first, end] = [zip.indexOf("PK\x01\x02"), zip.indexOf("PK\x05\x06")];
    const second = zip.indexOf("PK\x01\x02", first + 1);
    const comment = Buffer.from("a comment".repeat(40));
    const commented = Buffer.concat([zip.subarray(0, second), comment, zip.subarray(second, end), zip.subarray(end)]);
    commented.writeUInt16LE(comment.length, first + 32);
    expect(zipEntries(commented, MAX)).to.deep.equal(zipEntries(honest, MAX));
  });

  it("reports damage if no file begins at the stated offset, or a name is longer than the zip", () => {
    const damaged = ["unreadable", "The zip file is damaged."];
    const changed = Buffer.from(honest);
    changed.writeUInt8(0, 0);
    expect(catchRefusal(() => zipEntries(changed, MAX))).to.deep.equal(damaged);
    const unlisted = Buffer.from(honest);
    unlisted.writeUInt8(0, unlisted.indexOf("PK\x01\x02"));
    expect(catchRefusal(() => zipEntries(unlisted, MAX))).to.deep.equal(damaged);
    const named = createSharingZip(["a.ts"], strToU8("x"));
    Buffer.from(named.buffer, named.byteOffset).writeUInt16LE(0xffff, Buffer.from(named).indexOf("PK\x01\x02") + 28);
    expect(catchRefusal(() => zipEntries(named, MAX))).to.deep.equal(damaged);
  });

  it("reports damage if the 64-bit part is too short, or only its locator exists", () => {
    const createLocator = (at: number): Buffer => {
      const header = createHeader(20, { 0: 0x07064b50 }, {});
      createLongs(BigInt(at)).copy(header, 8);
      return header;
    };
    const end = createHeader(22, { 0: 0x06054b50 }, {});
    const short = createHeader(40, { 0: 0x06064b50 }, {});
    for (const zip of [Buffer.concat([createLocator(0), end]), Buffer.concat([short, createLocator(0), end])])
      expect(catchRefusal(() => zipEntries(zip, MAX))).to.deep.equal(["unreadable", "The zip file is damaged."]);
  });

  it("decodes names as UTF-8 if flagged so, otherwise as Latin-1", () => {
    const zip = Buffer.from(createSharingZip(["ö.ts"], strToU8("x")));
    const flags = zip.indexOf("PK\x01\x02") + 8;
    const createNames = (value: number): string[] => {
      zip.writeUInt16LE(value, flags);
      return zipEntries(zip, MAX).map(({ name }) => name);
    };
    expect([createNames(0), createNames(0x0800), createNames(0x1000)]).to.deep.equal([["Ã¶.ts"], ["ö.ts"], ["Ã¶.ts"]]);
  });

  it("may list its files in another order than they are stored in", async () => {
    const zip = Buffer.from(honest);
    const [first, end] = [zip.indexOf("PK\x01\x02"), zip.indexOf("PK\x05\x06")];
    const second = zip.indexOf("PK\x01\x02", first + 1);
    const parts = [zip.subarray(0, first), zip.subarray(second, end), zip.subarray(first, second), zip.subarray(end)];
    const turned = Buffer.concat(parts);
    const entries = zipEntries(turned, MAX);
    const unpacked = await Promise.all(entries.map(async (entry) => toText(await unzipEntry(turned, entry))));
    expect(entries.map(({ name }) => name)).to.deep.equal(["b.ts", "a/01-lab.ipynb"]);
    expect(unpacked[0]).to.equal("script");
  });

  it("reports that a file is encrypted, compressed by another method, or longer than the zip", () => {
    const zip = createSharingZip(["a.ts"], strToU8("x".repeat(100)));
    const central = Buffer.from(zip).indexOf("PK\x01\x02");
    const changeBytes = (at: number, value: number) => {
      const changed = Buffer.from(zip);
      changed.writeUInt16LE(value, central + at);
      return catchRefusal(() => zipEntries(changed, MAX));
    };
    expect(changeBytes(8, 0x0001)).to.deep.equal(["unreadable", "a.ts is encrypted in the zip."]);
    expect(changeBytes(8, 0x0806)).to.equal("taken");
    const otherwise = "a.ts uses an unsupported compression method. Use a plain zip.";
    expect([9, 12].map((method) => changeBytes(10, method))).to.deep.equal(Array(2).fill(["unreadable", otherwise]));
    const body = zip.length - 30 - "a.ts".length;
    const outside = ["unreadable", "The zip file is damaged."];
    expect([body, body + 1].map((bytes) => changeBytes(20, bytes))).to.deep.equal([
      ["rejected", "Files in the zip overlap."],
      outside,
    ]);
  });

  it("looks for the directory behind the longest comment a zip can have, and no further", () => {
    const createFollowed = (bytes: number) =>
      catchRefusal(() => zipEntries(Buffer.concat([honest, Buffer.alloc(bytes)]), MAX));
    expect(createFollowed(65_535)).to.equal("taken");
    expect(createFollowed(65_536)).to.deep.equal(["unreadable", "The zip file is damaged."]);
  });

  it("is refused where files share bytes; a lenient unpacker creates a hundred times as much", () => {
    const body = new Uint8Array(1e6);
    const zip = createSharingZip(
      Array.from({ length: MAX }, (_, n) => `${n}.ipynb`),
      body,
    );
    const free = Object.values(unzipSync(zip)).reduce((sum, { length }) => sum + length, 0);
    expect(free).to.equal(MAX * body.length);
    expect(catchRefusal(() => zipEntries(zip, MAX))).to.deep.equal(["rejected", "Files in the zip overlap."]);
  });

  it("is refused where a name appears twice; an unpacker that looks up names unpacks both", () => {
    const zip = createSharingZip(["01-lab.ipynb", "01-lab.ipynb"], strToU8("x"));
    let unpacked = 0;
    unzipSync(zip, { filter: ({ name }) => name === "01-lab.ipynb" && (unpacked += 1) > 0 });
    expect(unpacked).to.equal(2);
    const says = ["rejected", "The zip holds 01-lab.ipynb more than once."];
    expect(catchRefusal(() => zipEntries(zip, MAX))).to.deep.equal(says);
    const slashes = zipSync({ "a/b.ts": strToU8("1"), "a\\b.ts": strToU8("2") });
    expect(catchRefusal(() => listZip(slashes))).to.deep.equal(["rejected", "The zip holds a/b.ts more than once."]);
  });

  it("is refused if it has more entries than there may be, before any is read", () => {
    const many = zipSync(Object.fromEntries(Array.from({ length: MAX + 1 }, (_, n) => [String(n), strToU8("")])));
    expect(zipEntries(many, MAX + 1)).to.have.length(MAX + 1);
    expect(catchRefusal(() => zipEntries(many, MAX))).to.deep.equal([
      "rejected",
      `The zip holds more than ${MAX} files.`,
    ]);
  });

  it("refuses single files: one that states it is too large, and those that exceed the limit together", async () => {
    const createLargeZip = (...sizes: number[]) => {
      const zip = Buffer.from(zipSync(Object.fromEntries(sizes.map((_, n) => [`${n}.ts`, strToU8("x")]))));
      let at = 0;
      for (const size of sizes) {
        at = zip.indexOf("PK\x01\x02", at + 1);
        zip.writeUInt32LE(size, at + 24);
      }
      return listZip(zip);
    };
    const readOutcomes = async (files: ReturnType<typeof listZip>) => {
      const found: string[] = [];
      for (const file of files) found.push(await file.read().then(() => "read", String));
      return found.map((outcome) => /128 MiB|cannot be unpacked/.exec(outcome)?.[0] ?? outcome);
    };
    expect(await readOutcomes(createLargeZip(LARGEST_FILE_BYTES + 1, 1))).to.deep.equal(["128 MiB", "read"]);
    // Each file is within the limit and is therefore unpacked, but then is not as large as the zip said.
    const within = "cannot be unpacked";
    const five = Array<number>(5).fill(LARGEST_FILE_BYTES);
    expect(await readOutcomes(createLargeZip(...five))).to.deep.equal([within, within, within, within, "128 MiB"]);
  });

  it("ends a file where it becomes larger than the zip states", async () => {
    const [entry] = zipEntries(honest, MAX);
    if (!entry) throw new Error("no entry");
    for (const bytes of [0, 10, 7999, 8001]) {
      const error = await unzipEntry(honest, { ...entry, bytes }).catch((error: unknown) => error);
      expect(String(error), String(bytes)).to.match(/a\/01-lab\.ipynb cannot be unpacked/);
      // The error comes while the file is being unpacked, not afterward.
      const why = bytes < 8000 && { code: "ERR_BUFFER_TOO_LARGE" };
      if (why) expect(error).to.have.property("cause").that.includes(why);
    }
  });

  it("reports damage, and nothing else, wherever it is truncated", () => {
    for (let length = 0; length < honest.length; length += 1)
      expect(catchRefusal(() => zipEntries(honest.subarray(0, length), MAX))).to.deep.equal([
        "unreadable",
        "The zip file is damaged.",
      ]);
  });
});
