import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { useEmptyFolder } from "../../cloud/testing/temporary-folder";
import { Failure } from "../labs/command";
import { applyChanges, type Change } from "./changes";

describe("npm run new: changes", () => {
  const root = useEmptyFolder();
  beforeEach(async () => {
    await writeFile(join(root, "index.ts"), "const a = [\n  one,\n  two,\n];\n");
  });
  const readIndex = () => readFile(join(root, "index.ts"), "utf8");
  const three: Change = { kind: "insert", path: "index.ts", line: "  three,", after: /^ {2}\w+,$/ };

  it("creates files, inserts lines after the last of their kind, and appends", async () => {
    await applyChanges(root, [
      three,
      { kind: "create", path: "a/b.ts", text: "new\n" },
      { kind: "append", path: "index.ts", text: "end();\n" },
    ]);
    expect(await readIndex()).to.equal("const a = [\n  one,\n  two,\n  three,\n];\n\nend();\n");
    expect(await readFile(join(root, "a/b.ts"), "utf8")).to.equal("new\n");
  });

  it("keeps sorted lines sorted", async () => {
    await applyChanges(root, [
      { ...three, sorted: true },
      { ...three, line: "  alpha,", sorted: true },
    ]);
    expect(await readIndex()).to.equal("const a = [\n  alpha,\n  one,\n  three,\n  two,\n];\n");
  });

  it("removes a text", async () => {
    await applyChanges(root, [{ kind: "remove", path: "index.ts", what: / {2}one,\n/ }]);
    expect(await readIndex()).to.equal("const a = [\n  two,\n];\n");
  });

  it("renames a file", async () => {
    await applyChanges(root, [{ kind: "move", path: "index.ts", to: "b/other.ts" }]);
    expect(await readFile(join(root, "b/other.ts"), "utf8")).to.equal("const a = [\n  one,\n  two,\n];\n");
    expect(await readdir(root)).to.deep.equal(["b"]);
  });

  const refusals: [name: string, change: Change, says: string][] = [
    ["a file that is there", { kind: "create", path: "index.ts", text: "" }, "index.ts already exists."],
    ["a name that is taken", { kind: "move", path: "index.ts", to: "index.ts" }, "index.ts already exists."],
    ["a file that is not there", { kind: "append", path: "none.ts", text: "" }, "none.ts doesn't exist."],
    ["a line that is there", { ...three, line: "  two," }, "index.ts holds the line `two,` already."],
    [
      "a line without a place",
      { ...three, line: "four", after: /^export/ },
      "index.ts has no line that matches /^export/",
    ],
  ];
  for (const [name, change, says] of refusals) {
    it(`makes no change at all for ${name}`, async () => {
      const failed = await applyChanges(root, [three, { kind: "create", path: "first.ts", text: "" }, change]).catch(
        (error: unknown) => error,
      );
      expect(failed)
        .to.be.instanceOf(Failure)
        .with.property("message")
        .that.includes(says)
        .and.includes("Nothing was changed.");
      expect(await readIndex()).to.equal("const a = [\n  one,\n  two,\n];\n");
      expect(await readdir(root)).to.deep.equal(["index.ts"]);
    });
  }
});
