import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { strToU8, zipSync } from "fflate";
import { listZip, readHandedIn } from "./container";
import { readFiles } from "./read-files";
import { LARGEST_FILE_BYTES, SubmissionProblem, type FoundFile } from "./submission";

const LAB = { notebook: "notebooks/01-lab.ipynb", scripts: ["src/etl/consumer.ts"] };
const createZip = (...names: string[]): Uint8Array =>
  zipSync(Object.fromEntries(names.map((name) => [name, strToU8(name.endsWith("/") ? "" : name)])));
const createFile = (path: string, text = path): FoundFile => ({
  path,
  bytes: text.length,
  read: () => Promise.resolve(strToU8(text)),
});

describe("listing the files of a zip", () => {
  it("includes all but folders, and files below a project's folders that contain no work", async () => {
    const files = listZip(
      createZip(
        "a/",
        "a/x.txt",
        "a\\y.txt",
        "labs/z.txt",
        ...["node_modules", ".git", ".venv", ".labs", ".ipynb_checkpoints", "solutions", "__MACOSX"].flatMap((name) => [
          `${name}/x`,
          `a/${name}/deeper/x`,
        ]),
      ),
    );
    expect(files.map(({ path, bytes }) => [path, bytes])).to.have.deep.members([
      ["a/x.txt", 7],
      ["a/y.txt", 7],
      ["labs/z.txt", 10],
    ]);
    expect(Buffer.from((await files[0]?.read()) ?? []).toString()).to.equal("a/x.txt");
  });

  it("refuses a name that leads out of the zip, and two identical names", () => {
    for (const name of ["/x", "\\x", "c:x", "C:\\x", "a/../x", "..", "a\\..\\x", "a\0b"])
      expect(() => listZip(createZip(name)), JSON.stringify(name))
        .to.throw(SubmissionProblem, "leads out of it")
        .with.property("status", "rejected");
    for (const name of ["..x", "a..b/x", "cc:x", "a/c:x"])
      expect(
        listZip(createZip(name)).map(({ path }) => path),
        name,
      ).to.deep.equal([name]);
    expect(() => listZip(createZip("a/x", "a\\x"))).to.throw(SubmissionProblem, "The zip holds a/x more than once.");
  });
});

describe("a zip with too many files", () => {
  it("is refused by the number in its directory, before the directory is read", () => {
    const end = (count: number): Buffer => {
      const created = Buffer.alloc(22);
      created.writeUInt32LE(0x06054b50, 0);
      created.writeUInt16LE(count, 10);
      return created;
    };
    expect(() => listZip(end(10_001))).to.throw(SubmissionProblem, "The zip holds more than 10000 files.");
    expect(() => listZip(end(10_000))).to.throw(SubmissionProblem, "The zip file is damaged.");
  });
});

describe("selecting the files of a submission", () => {
  const read = (...files: FoundFile[]) => readFiles("anna", files, LAB);

  it("takes the least deeply nested notebook of the right name, and reports that there are more", async () => {
    const found = await read(
      createFile("old/deep/01-lab.ipynb"),
      createFile("new/01-lab.ipynb"),
      createFile("src/etl/consumer.ts"),
    );
    expect(found).to.deep.include({
      notebook: "new/01-lab.ipynb",
      notes: ["There are 2 notebooks called 01-lab.ipynb: new/01-lab.ipynb counts."],
    });
    const [first, checkpoint] = [createFile("01-lab.ipynb"), createFile(".ipynb_checkpoints/01-lab.ipynb")];
    expect((await read(checkpoint, first, createFile("src/etl/consumer.ts"))).notes).to.deep.equal([]);
  });

  it("takes the only other notebook, except a solution, and none of several", async () => {
    const script = createFile("src/etl/consumer.ts");
    expect(await read(createFile("mine.ipynb"), createFile("01-lab_Solution.ipynb"), script)).to.deep.include({
      notebook: "mine.ipynb",
      notes: ["The notebook is called mine.ipynb instead of 01-lab.ipynb."],
    });
    expect((await read(createFile("mine.ipynb"), createFile("other.ipynb"), script)).notebook).to.equal(undefined);
    expect((await read(createFile("mine.ipynb"))).notes).to.deep.equal([
      "There is no src/etl/consumer.ts: its exercises count as open.",
    ]);
  });

  it("takes a script by its path, by its path below one folder, or by its name if that is unique", async () => {
    const readScript = async (...files: FoundFile[]) => (await read(...files)).scripts.get("src/etl/consumer.ts");
    const note = async (...files: FoundFile[]) => (await read(createFile("01-lab.ipynb"), ...files)).notes;
    expect(await readScript(createFile("lab/src/etl/consumer.ts"), createFile("src/etl/consumer.ts"))).to.equal(
      "src/etl/consumer.ts",
    );
    expect(await readScript(createFile("lab/src/etl/consumer.ts"), createFile("x"))).to.equal(
      "lab/src/etl/consumer.ts",
    );
    expect(await readScript(createFile("consumer.ts"), createFile("x"))).to.equal("consumer.ts");
    expect(await note(createFile("a/b/consumer.ts"))).to.deep.equal([
      "src/etl/consumer.ts was found as a/b/consumer.ts.",
    ]);
    expect(await note(createFile("a/b/consumer.ts"), createFile("c/consumer.ts"))).to.deep.equal([
      "There is no src/etl/consumer.ts: its exercises count as open.",
    ]);
  });

  it("is unreadable without a notebook and a script, and rejects a file that is too large", async () => {
    expect((await read(createFile("readme.md"))).problem).to.deep.equal({
      status: "unreadable",
      says: "There is neither 01-lab.ipynb nor a script of the lab in it. It holds readme.md.",
    });
    expect(LARGEST_FILE_BYTES).to.equal(134_217_728);
    const createLargeFile = (bytes: number): FoundFile => ({ ...createFile("01-lab.ipynb", "{}"), bytes });
    expect((await read(createLargeFile(LARGEST_FILE_BYTES))).problem).to.equal(undefined);
    expect((await read(createLargeFile(LARGEST_FILE_BYTES + 1))).problem).to.deep.equal({
      status: "rejected",
      says: "01-lab.ipynb is larger than 128 MiB.",
    });
    const createScript = (characters: number) => read(createFile("src/etl/consumer.ts", "x".repeat(characters)));
    expect((await createScript(2 ** 20)).problem).to.equal(undefined);
    expect((await createScript(2 ** 20 + 1)).problem?.status).to.equal("rejected");
  });

  it("skips a file that is gone when it is read", async () => {
    expect(await readHandedIn(join(tmpdir(), "labs-nowhere", "01-lab.ipynb"), 10)).to.have.length(0);
  });

  it("passes on errors that aren't the submission's fault", async () => {
    const broken: FoundFile = { ...createFile("01-lab.ipynb"), read: () => Promise.reject(new Error("a broken disk")) };
    expect(await read(broken).catch(String)).to.equal("Error: a broken disk");
  });
});
