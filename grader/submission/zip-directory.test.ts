import { deflateRawSync } from "node:zlib";
import { spawnSync } from "node:child_process";
import { expect } from "chai";
import { strToU8, unzipSync, zipSync } from "fflate";
import { LARGEST_FILE_BYTES, SubmissionProblem } from "./submission";
import { listZip } from "./container";
import { unzipped, zipEntries } from "./zip-directory";

const MOST = 100;
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** A zip of one body, to which its directory leads by each of these names. */
function sharing(names: readonly string[], body: Uint8Array): Uint8Array {
  const packed = deflateRawSync(body);
  const name = Buffer.from(names[0] ?? "");
  const local = header(30, { 0: 0x04034b50 }, { 8: 8, 26: name.length });
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(body.length, 22);
  const directory = names.map((each) => {
    const central = header(46, { 0: 0x02014b50, 20: packed.length, 24: body.length }, { 10: 8, 28: each.length });
    return Buffer.concat([central, Buffer.from(each)]);
  });
  const at = local.length + name.length + packed.length;
  const bytes = directory.reduce((sum, { length }) => sum + length, 0);
  const end = header(22, { 0: 0x06054b50, 12: bytes, 16: at }, { 8: names.length, 10: names.length });
  return Buffer.concat([local, name, packed, ...directory, end]);
}

function header(length: number, words: Record<number, number>, halves: Record<number, number>): Buffer {
  const made = Buffer.alloc(length);
  for (const [at, value] of Object.entries(words)) made.writeUInt32LE(value, Number(at));
  for (const [at, value] of Object.entries(halves)) made.writeUInt16LE(value, Number(at));
  return made;
}

const refused = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return error instanceof SubmissionProblem ? [error.status, error.message] : error;
  }
  return "taken";
};

describe("a zip's directory", () => {
  const honest = zipSync({
    "a/01-lab.ipynb": strToU8("notebook".repeat(1000)),
    "b.ts": [strToU8("script"), { level: 0 }],
  });

  it("names its files, of which each is unpacked by itself", async () => {
    const entries = zipEntries(honest, MOST);
    expect(entries.map(({ name, bytes }) => [name, bytes])).to.deep.equal([
      ["a/01-lab.ipynb", 8000],
      ["b.ts", 6],
    ]);
    const unpacked = await Promise.all(entries.map(async (entry) => text(await unzipped(honest, entry))));
    expect(unpacked).to.deep.equal(["notebook".repeat(1000), "script"]);
  });

  it("is read as others have written it: with sizes of 64 bits, after their file, and with a comment", async () => {
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
    const [entry, ...more] = zipEntries(zip, MOST);
    expect([entry?.name, more]).to.deep.equal(["größe.txt", []]);
    expect(entry && text(await unzipped(zip, entry))).to.equal("x".repeat(5000));
  });

  it("is refused where files share bytes; an unpacker that bears with it makes a hundred times as much", () => {
    const body = new Uint8Array(1e6);
    const zip = sharing(
      Array.from({ length: MOST }, (_, n) => `${n}.ipynb`),
      body,
    );
    const free = Object.values(unzipSync(zip)).reduce((sum, { length }) => sum + length, 0);
    expect(free).to.equal(MOST * body.length);
    expect(refused(() => zipEntries(zip, MOST))).to.deep.equal(["rejected", "Files of the zip share the same bytes."]);
  });

  it("is refused where a name stands twice; an unpacker that looks for it by name unpacks both", () => {
    const zip = sharing(["01-lab.ipynb", "01-lab.ipynb"], strToU8("x"));
    let unpacked = 0;
    unzipSync(zip, { filter: ({ name }) => name === "01-lab.ipynb" && (unpacked += 1) > 0 });
    expect(unpacked).to.equal(2);
    const says = ["rejected", "The zip holds 01-lab.ipynb more than once."];
    expect(refused(() => zipEntries(zip, MOST))).to.deep.equal(says);
    const slashes = zipSync({ "a/b.ts": strToU8("1"), "a\\b.ts": strToU8("2") });
    expect(refused(() => listZip(slashes))).to.deep.equal(["rejected", "The zip holds a/b.ts more than once."]);
  });

  it("is refused where it has more entries than there may be, before any is read", () => {
    const many = zipSync(Object.fromEntries(Array.from({ length: MOST + 1 }, (_, n) => [String(n), strToU8("")])));
    expect(zipEntries(many, MOST + 1)).to.have.length(MOST + 1);
    expect(refused(() => zipEntries(many, MOST))).to.deep.equal(["rejected", `The zip holds more than ${MOST} files.`]);
  });

  it("is refused file by file: the one that says it is too large, and those after which all together are", async () => {
    const large = (...sizes: number[]) => {
      const zip = Buffer.from(zipSync(Object.fromEntries(sizes.map((_, n) => [`${n}.ts`, strToU8("x")]))));
      let at = 0;
      for (const size of sizes) {
        at = zip.indexOf("PK\x01\x02", at + 1);
        zip.writeUInt32LE(size, at + 24);
      }
      return listZip(zip);
    };
    const outcomes = async (files: ReturnType<typeof listZip>) => {
      const found: string[] = [];
      for (const file of files) found.push(await file.read().then(() => "read", String));
      return found.map((outcome) => /128 MiB|cannot be unpacked/.exec(outcome)?.[0] ?? outcome);
    };
    expect(await outcomes(large(LARGEST_FILE_BYTES + 1, 1))).to.deep.equal(["128 MiB", "read"]);
    // Within its limit, each is unpacked, and is then not as large as it said.
    const within = "cannot be unpacked";
    const five = Array<number>(5).fill(LARGEST_FILE_BYTES);
    expect(await outcomes(large(...five))).to.deep.equal([within, within, within, within, "128 MiB"]);
  });

  it("ends a file where it becomes larger than the zip says", async () => {
    const [entry] = zipEntries(honest, MOST);
    if (!entry) throw new Error("no entry");
    for (const bytes of [0, 10, 7999, 8001]) {
      const error = await unzipped(honest, { ...entry, bytes }).catch((error: unknown) => error);
      expect(String(error), String(bytes)).to.match(/a\/01-lab\.ipynb cannot be unpacked/);
      // While it flows, and not once it is there.
      const why = bytes < 8000 && { code: "ERR_BUFFER_TOO_LARGE" };
      if (why) expect(error).to.have.property("cause").that.includes(why);
    }
  });

  it("is damaged, and nothing else, wherever it is cut off", () => {
    for (let length = 0; length < honest.length; length += 1)
      expect(refused(() => zipEntries(honest.subarray(0, length), MOST))).to.deep.equal([
        "unreadable",
        "The zip file is damaged.",
      ]);
  });
});
