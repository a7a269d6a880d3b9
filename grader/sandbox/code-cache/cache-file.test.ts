import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { createTemporaryFolder } from "../../../cloud/testing/temporary-folder";
import { createCacheContents, openCache } from "./cache-file";

describe("the file of a code cache", () => {
  it("returns each file's code and import targets as they were stored", () => {
    const file = join(createTemporaryFolder(), "packages.blob");
    const codes = new Map([
      ["node_modules/a/index.js", Buffer.from("first")],
      ["node_modules/empty.js", Buffer.alloc(0)],
      ["node_modules/b/index.js", Buffer.from([0, 255, 10])],
    ]);
    const imports = new Map([
      ["notebook.cjs", new Map([["a", "node_modules/a/index.js"]])],
      ["node_modules/a/index.js", new Map([["../b", "node_modules/b/index.js"]])],
    ]);
    writeFileSync(file, createCacheContents(codes, imports));
    const cache = openCache(file);
    expect([...codes.keys()].map((name) => cache.readBytes(name))).to.deep.equal([...codes.values()]);
    expect(cache.readBytes("node_modules/c.js")).to.equal(undefined);
    expect([...cache.files.keys()]).to.deep.equal([...codes.keys()]);
    expect(cache.imports).to.deep.equal(imports);
  });
});
