import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { expect } from "chai";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { createBundler } from "./bundle-script";
import { compileCells } from "./compile-cells";
import { itIfLong } from "../../cloud/testing/skip";

const ROOT = join(import.meta.dirname, "..", "..");
const SCRIPT = "src/etl/consumer.ts";

describe("bundling scripts", () => {
  const bundleScript = createBundler();
  const folder = createTemporaryFolder();

  async function bundleText(text: string, driver?: string): Promise<string> {
    const script = await bundleScript(text, { root: ROOT, path: SCRIPT, driver });
    return "problem" in script ? script.problem : script.js;
  }
  const parseMap = (js: string) => Buffer.from(/base64,(\S+)/.exec(js)?.[1] ?? "", "base64").toString();

  it("ignores source maps that a script names, which esbuild would read", async () => {
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
    expect(parseMap(free?.text ?? "")).to.contain("hidden checks");
    for (const driver of [undefined, 'import "lab:script";']) {
      expect(parseMap(await bundleText(text, driver)))
        .to.contain("console.log(1)")
        .and.not.contain("hidden checks");
    }
  });

  it("bundles a script once for everyone who submits it, and again for another path or text", async () => {
    const createFile = (path: string, text: string) => bundleScript(text, { root: ROOT, path });
    const first = await createFile(SCRIPT, "1;");
    expect(await createFile(SCRIPT, "1;")).to.equal(first);
    expect([await createFile("src/etl/other.ts", "1;"), await createFile(SCRIPT, "2;")]).to.not.include(first);
  });

  it("keeps the last 200 bundles, and drops the oldest", async () => {
    const bundle = createBundler();
    const createFile = (text: string) => bundle(text, { root: ROOT, path: SCRIPT });
    const first = await createFile("0;");
    await Promise.all(Array.from({ length: 199 }, (_, n) => createFile(`${n + 1};`)));
    expect(await createFile("0;")).to.equal(first);
    const last = await createFile("200;");
    expect(await createFile("200;")).to.equal(last);
    expect(await createFile("0;")).to.not.equal(first);
  });

  it("reports compile errors with the script's path and the line", async () => {
    const compileText = async (text: string) => {
      const script = await bundleScript(text, { root: ROOT, path: SCRIPT });
      return "problem" in script ? script.problem : undefined;
    };
    expect(await compileText("const a = 1;\n\nconst b = ;")).to.match(
      /^src\/etl\/consumer\.ts, line 3: Unexpected ";"/,
    );
    expect(await compileText("const b = ;")).to.match(/^src\/etl\/consumer\.ts, line 1: /);
  });

  it("lets a driver import the script, and nothing else import it by that name", async () => {
    const driver = 'import { word } from "lab:script"; console.log(word);';
    expect(await bundleText('export const word = "of the script";', driver)).to.contain('word = "of the script"');
    expect(await bundleText('import { word } from "lab:script"; export { word };', driver)).to.contain("lab:script");
  });

  it("uses given texts instead of files, and reads only files of src/ from disk", async () => {
    const instead = { "src/etl/consumer.ts": 'export const word = "given";' };
    const script = await bundleScript('import { word } from "./consumer"; console.log(word);', {
      ...{ root: ROOT, path: "src/etl/other.ts", instead },
    });
    expect("js" in script && script.js).to.contain('word = "given"');
    expect(await bundleText('import { sh } from "../running/sh"; console.log(sh);')).to.contain("// src/running/sh.ts");
  });

  it("keeps calls that a comment marks as pure, as when a learner runs the script; esbuild alone drops them", async () => {
    const text = 'const said = (word: string) => console.log(word);\n/* @__PURE__ */ said("heard");\n';
    const {
      outputFiles: [free],
    } = await build({ stdin: { contents: text, loader: "ts" }, write: false, bundle: true, format: "esm" });
    expect(free?.text).to.not.contain("heard");
    expect((await bundleText(text)).replace(/\/\/# .*/, "")).to.contain('said("heard")');
  });

  for (const name of [
    "../../package.json",
    "../../course/index",
    "./consumer_Solution",
    "../../src/../cloud/index",
    'data:text/javascript,import x from \\"../../package.json\\"; console.log(x)',
  ]) {
    it(`bundles nothing from ${name}`, async () => {
      expect(await bundleText(`import * as own from "${name}"; console.log(own);`)).to.match(
        /line 1: (Only packages and files of src\/ can be imported|Could not resolve)/,
      );
    });
  }
});

describe("the scripts of labs in a project where someone has done the labs", () => {
  const root = createTemporaryFolder();
  const WORKED = "worked through by the instructor";
  const HANDED_OUT = 'export const word = "handed out";';
  before(async () => {
    const worked = `export const word = "${WORKED}";`;
    const files = {
      "course/01-some/scripts/src/etl/consumer.ts": "",
      "course/02-other/scripts/src/fuel/app.ts": "",
      "src/etl/consumer.ts": worked,
      "src/fuel/app.ts": worked,
      "src/library.ts": "export const word = 1;",
    };
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    await symlink(join(root, "src/etl/consumer.ts"), join(root, "src/etl/link.ts"));
  });

  const names = [
    ...["./consumer.ts?2", "./consumer?2", "./consumer.ts#2", "./consumer.js?2", "../../src/etl/consumer.ts?#"],
    ...["./consumer", "./consumer.js", "../etl/consumer", "./link", "./link.ts?2", "../fuel/app", "../fuel/app.ts?2"],
    ...["./%63onsumer.ts", "./consumer.ts%3F2", "./Consumer", "src/etl/consumer", "lab:script", "#consumer"],
  ];
  for (const [how, statement] of Object.entries({
    "an import": (name: string) => `import * as own from "${name}"; console.log(own);`,
    "a dynamic import": (name: string) => `console.log(await import("${name}"));`,
    "an export of everything": (name: string) => `export * from "${name}";`,
    require: (name: string) => `console.log(require("${name}"));`,
    "an import as text": (name: string) => `import own from "${name}" with { type: "text" }; console.log(own);`,
  })) {
    it(`are never served from disk to ${how}, whatever the name`, async () => {
      const bundle = createBundler();
      for (const name of [
        ...names,
        pathToFileURL(join(root, "src/etl/consumer.ts")).href,
        join(root, "src/etl/consumer.ts"),
      ])
        for (const driver of [undefined, 'export * from "lab:script";']) {
          const script = await bundle(`${HANDED_OUT}\n${statement(name)}`, {
            root,
            path: "src/etl/consumer.ts",
            driver,
          });
          expect(JSON.stringify(script), name).to.not.contain(WORKED);
          const [, map = ""] = /base64,(\S+)/.exec("js" in script ? script.js : "") ?? [];
          expect(Buffer.from(map, "base64").toString(), name).to.not.contain(WORKED);
        }
    });
  }

  itIfLong("reach a cell in their original state, and the library's files as they are", () => {
    const code = 'import { word } from "./src/etl/consumer"; import * as library from "./src/library"; word; library;';
    const [cell] = compileCells([{ id: "a", code }], root, {
      inside: "/lab",
      instead: { "src/etl/consumer.ts": HANDED_OUT },
    });
    const texts = Object.fromEntries((cell?.ok ? cell.modules : []).map(({ source, js }) => [source, js]));
    expect(texts["src/etl/consumer.ts"]).to.contain("handed out").and.not.contain(WORKED);
    expect(texts["src/library.ts"]).to.contain("exports.word = 1");
  });
});
