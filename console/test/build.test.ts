import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { buildConsole, listConsoleSources } from "../build.mjs";

describe("the console's build", () => {
  const folder = join(createTemporaryFolder(), "an empty folder");
  let built: Awaited<ReturnType<typeof buildConsole>>;
  before(async () => (built = await buildConsole(folder)));

  it("writes the page and all that it loads into one folder", () => {
    const names = built.files.map(({ path }) => basename(path));
    expect(names).to.include.members(["index.html", "main.js", "style.css"]);
    expect(readdirSync(folder)).to.have.members(names);
    for (const { path, contents } of built.files) expect(readFileSync(path).equals(contents), path).to.equal(true);
  });

  it("reads the sources that it lists, and packages, alone", () => {
    const listed = new Set(listConsoleSources());
    const others = built.inputs.filter((path) => !listed.has(path) && !/[\\/]node_modules[\\/]/.test(path));
    expect(others).to.deep.equal([]);
    expect(built.inputs.filter((path) => listed.has(path)).length).to.be.greaterThan(80);
  });

  it("makes a small page: without the code editor, it takes less than 250 KB when compressed", () => {
    const isEditor = ({ path }: { readonly path: string }): boolean => /editor-[\w-]+\.js$/.test(path);
    const countBytes = (files: typeof built.files): number =>
      files.reduce((sum, { contents }) => sum + gzipSync(contents).byteLength, 0);
    const page = countBytes(built.files.filter((file) => !isEditor(file)));
    const editor = countBytes(built.files.filter(isEditor));
    console.log(`      the console's page: ${page} bytes compressed; its editor: ${editor}`);
    expect(page).to.be.lessThan(250_000);
    // A static import of the editor would move its code into the page, and leave an empty module.
    expect(editor).to.be.within(50_000, 250_000);
  });
});
