import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { expect } from "chai";
import { temporaryFolder } from "../../test/temporary-folder";
import { createBundler } from "./bundle-script";

const ROOT = join(import.meta.dirname, "..", "..");
const SCRIPT = "src/etl/consumer.ts";

describe("the bundler of scripts", () => {
  const bundleScript = createBundler();
  const folder = temporaryFolder();

  async function bundled(text: string, driver?: string): Promise<string> {
    const made = await bundleScript(text, { root: ROOT, path: SCRIPT, driver });
    return "problem" in made ? made.problem : made.js;
  }
  const mapIn = (js: string) => Buffer.from(/base64,(\S+)/.exec(js)?.[1] ?? "", "base64").toString();

  it("reads no source map that a script names, which it would by itself", async () => {
    const map = join(folder, "checks.js.map");
    await writeFile(
      map,
      JSON.stringify({
        version: 3,
        sources: ["checks.ts"],
        sourcesContent: ["hidden checks"],
        names: [],
        mappings: "AAAA",
      }),
    );
    const text = `console.log(1);\n//# sourceMappingURL=${map}\n`;
    const {
      outputFiles: [free],
    } = await build({
      stdin: { contents: text, resolveDir: folder, sourcefile: join(folder, "x.ts"), loader: "ts" },
      write: false,
      bundle: true,
      sourcemap: "inline",
    });
    expect(mapIn(free?.text ?? "")).to.contain("hidden checks");
    for (const driver of [undefined, 'import "lab:script";']) {
      expect(mapIn(await bundled(text, driver)))
        .to.contain("console.log(1)")
        .and.not.contain("hidden checks");
    }
  });

  it("bundles a script once that many hand in, and anew for another place or text", async () => {
    const made = (path: string, text: string) => bundleScript(text, { root: ROOT, path });
    const first = await made(SCRIPT, "1;");
    expect(await made(SCRIPT, "1;")).to.equal(first);
    expect([await made("src/etl/other.ts", "1;"), await made(SCRIPT, "2;")]).to.not.include(first);
  });

  it("keeps the last 200 bundles, and forgets the oldest", async () => {
    const bundle = createBundler();
    const made = (text: string) => bundle(text, { root: ROOT, path: SCRIPT });
    const first = await made("0;");
    await Promise.all(Array.from({ length: 199 }, (_, n) => made(`${n + 1};`)));
    expect(await made("0;")).to.equal(first);
    const last = await made("200;");
    expect(await made("200;")).to.equal(last);
    expect(await made("0;")).to.not.equal(first);
  });

  it("tells what does not compile with the script's path and the line", async () => {
    const told = async (text: string) => {
      const made = await bundleScript(text, { root: ROOT, path: SCRIPT });
      return "problem" in made ? made.problem : undefined;
    };
    expect(await told("const a = 1;\n\nconst b = ;")).to.match(/^src\/etl\/consumer\.ts, line 3: Unexpected ";"/);
    expect(await told("const b = ;")).to.match(/^src\/etl\/consumer\.ts, line 1: /);
  });

  it("has a driver import the script, and nothing else import it by that name", async () => {
    const driver = 'import { word } from "lab:script"; console.log(word);';
    expect(await bundled('export const word = "of the script";', driver)).to.contain('word = "of the script"');
    expect(await bundled('import { word } from "lab:script"; export { word };', driver)).to.contain("lab:script");
  });

  it("takes given texts in place of files, and files of src/ alone from the disk", async () => {
    const instead = { "src/etl/consumer.ts": 'export const word = "given";' };
    const made = await bundleScript('import { word } from "./consumer"; console.log(word);', {
      ...{ root: ROOT, path: "src/etl/other.ts", instead },
    });
    expect("js" in made && made.js).to.contain('word = "given"');
    expect(await bundled('import { sh } from "../running/sh"; console.log(sh);')).to.contain("// src/running/sh.ts");
  });

  it("keeps calls that a remark calls pure, as they are kept when a learner runs the script; by itself it leaves them out", async () => {
    const text = 'const said = (word: string) => console.log(word);\n/* @__PURE__ */ said("heard");\n';
    const {
      outputFiles: [free],
    } = await build({ stdin: { contents: text, loader: "ts" }, write: false, bundle: true, format: "esm" });
    expect(free?.text).to.not.contain("heard");
    expect((await bundled(text)).replace(/\/\/# .*/, "")).to.contain('said("heard")');
  });

  for (const name of [
    "../../package.json",
    "../../course/index",
    "./consumer_Solution",
    "../../src/../cloud/index",
    'data:text/javascript,import x from \\"../../package.json\\"; console.log(x)',
  ]) {
    it(`brings nothing in from ${name}`, async () => {
      expect(await bundled(`import * as own from "${name}"; console.log(own);`)).to.match(
        /line 1: (Only packages and files of src\/ can be imported|Could not resolve)/,
      );
    });
  }
});
