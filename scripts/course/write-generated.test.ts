import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { hashText, getState, type Manifest } from "../../authoring/manifest";
import { useEmptyFolder } from "../../cloud/testing/temporary-folder";
import { writeGenerated } from "./write-generated";

describe("writing generated files", () => {
  const root = useEmptyFolder();

  const path = "src/etl/a.ts";
  const write = (text: string, manifest: Manifest = new Map(), force = false) =>
    writeGenerated(root, [{ path, text }], { manifest, force });
  const onDisk = () => readFile(join(root, path), "utf8");

  it("creates missing files, and doesn't write them again", async () => {
    const first = await write("one\n");
    expect(first.files).to.deep.equal([{ path, outcome: "written" }]);
    expect(first.manifest).to.deep.equal(new Map([[path, hashText("one\n")]]));
    expect((await write("one\n", first.manifest)).files).to.deep.equal([{ path, outcome: "unchanged" }]);
  });

  it("updates unedited files when their source changes", async () => {
    const { manifest } = await write("one\n");
    expect((await write("two\n", manifest)).files).to.deep.equal([{ path, outcome: "written" }]);
    expect(await onDisk()).to.equal("two\n");
  });

  it("keeps edited files and their entries", async () => {
    const { manifest } = await write("one\n");
    await writeFile(join(root, path), "mine\n");
    const again = await write("two\n", manifest);
    expect(again.files).to.deep.equal([{ path, outcome: "kept" }]);
    expect(again.manifest).to.deep.equal(manifest);
    expect(await onDisk()).to.equal("mine\n");
  });

  it("overwrites edited files on request", async () => {
    const { manifest } = await write("one\n");
    await writeFile(join(root, path), "mine\n");
    expect((await write("two\n", manifest, true)).files).to.deep.equal([{ path, outcome: "written" }]);
    expect(await onDisk()).to.equal("two\n");
  });

  it("keeps files that were never generated", async () => {
    await write("somebody's\n");
    expect((await write("one\n")).files[0]?.outcome).to.match(/^kept/);
    expect(await onDisk()).to.equal("somebody's\n");
  });

  it("treats Windows line endings as unchanged", async () => {
    const { manifest } = await write("one\ntwo\n");
    await writeFile(join(root, path), "one\r\ntwo\r\n");
    expect(await getState(root, path, manifest)).to.equal("as generated");
  });
});
