import { expect } from "chai";
import { createRequire } from "node:module";
import { kernelInfo } from "../jupyter/kernel-info";
import { createComms } from "../run/comms";
import { tslabModule } from "../run/display";
import { createTemporaryProject, type TemporaryProject } from "../testing/temporary-project";
import { loadTslab, type Tslab, type TslabConverter } from "./tslab";
import { splitMaps } from "./typescript";

/**
 * Canaries: one for each private part of tslab that the kernel leans on. When a new version of tslab changes one of
 * these parts, a test here fails, before a notebook shows a strange error.
 */
describe("tslab's private parts", () => {
  let project: TemporaryProject;
  let tslab: Tslab;
  let converter: TslabConverter;
  before(() => {
    project = createTemporaryProject({ "src/part.ts": "export const part: number = 1;\n" });
    tslab = loadTslab();
    tslab.overlay.setRoot(project.root);
    converter = tslab.createConverter();
  });
  after(() => {
    converter.close();
    project.remove();
  });

  it("is the version whose parts are named here", () => {
    const fromHere = createRequire(import.meta.url);
    const { version } = fromHere("tslab/package.json") as { version: string };
    expect(version).to.equal("1.0.22");
    const ignore = (): never => expect.fail("nothing is shown or asked");
    const { api: comms } = createComms(ignore);
    expect(tslabModule({ display: ignore, clear: ignore, prompt: ignore, comms })["versions"]).to.deep.equal({
      tslab: version,
      typescript: tslab.ts.version,
      node: process.version,
    });
    expect(kernelInfo["language_info"]).to.include({ version: tslab.ts.version });
  });

  it("compiles with the project's TypeScript, and never loads the fork", () => {
    const fromHere = createRequire(import.meta.url);
    const { dependencies } = fromHere("../../package.json") as { dependencies: Record<string, string> };
    expect(tslab.ts.version).to.equal(dependencies["typescript"]);
    expect(fromHere("../package.json")).to.have.nested.property("dependencies.typescript", tslab.ts.version);
    const fromTslab = createRequire(fromHere.resolve("tslab/package.json"));
    expect(fromTslab("@tslab/typescript-for-tslab")).to.have.property("version", tslab.ts.version);
  });

  it("converter: takes the root from ts.sys, and returns output, declarations and the name of the last expression", () => {
    const result = converter.convert("", 'import { part } from "./src/part";\nconst sum = part + 1;\nsum');
    expect(result.diagnostics).to.deep.equal([]);
    expect(result.declOutput).to.include("declare const sum: number;");
    expect(result.lastExpressionVar).to.equal("tsLastExpr");
    expect(result.sideOutputs?.map(({ path }) => path)).to.deep.equal([`${project.root}/src/part.js`]);
  });

  it("converter: returns a local file once", () => {
    expect(converter.convert("", 'import { part } from "./src/part";\npart').sideOutputs).to.equal(undefined);
  });

  it("converter: allows a top-level await", () => {
    expect(converter.convert("", "await null").diagnostics).to.deep.equal([]);
  });

  it("converter: reaches names of earlier cells through `exports`", () => {
    const { output } = converter.convert("declare let before: number;", "before = 2;");
    expect(output).to.include("exports.before = 2");
  });

  it("converter: emits through ts.transpileModule, with an inline map of the previous step", () => {
    const { output } = converter.convert("", "type Gone = 1;\n\nconst here = 1;");
    const { js, maps } = splitMaps(output ?? "");
    expect(js).to.include("const here = 1;");
    const [outer, inner] = maps.map(
      (map) => JSON.parse(map) as { version: number; sources: string[]; mappings: string },
    );
    expect(outer?.version).to.equal(3);
    expect(inner?.sources).to.deep.equal(["../__tslab__.ts"]);
    expect(inner?.mappings).not.to.equal("");
  });

  it("converter: puts one line before a cell", () => {
    const diagnostics = converter.convert("", "\nmissing;").diagnostics;
    expect(diagnostics[0]?.start).to.include({ line: 1, character: 0 });
  });

  it("converter: asks ts.getPreEmitDiagnosticsOfFiles for complete chained messages", () => {
    const { diagnostics } = converter.convert("", "const a = { b: 1 };\nconst c: { b: string } = a;");
    expect(diagnostics).to.have.length(1);
    expect(diagnostics[0]?.messageText).to.equal(
      "Type '{ b: number; }' is not assignable to type '{ b: string; }'.\n  Types of property 'b' are incompatible.\n    Type 'number' is not assignable to type 'string'.",
    );
  });

  it("converter: gives one reason for a call with several forms, if none of them fits for the same reason", () => {
    const forms =
      "declare function f(a: { b?: number }): void; declare function f(a: { b?: number }, c?: string): void;";
    const list = (call: string) =>
      converter.convert("", `${forms}\n${call}`).diagnostics.map(({ messageText }) => messageText);
    expect(list("f({ bb: 1 });").join()).to.match(
      /^Object literal may only specify known properties, (?:and|but) 'bb' /,
    );
    expect(list("new Map<string, number>([[1, 2]]);").join()).to.match(/^No overload matches this call\./);
  });

  it("converter: watches local files through ts.sys.watchFile, and applies an edit on request", () => {
    const code = 'import { other } from "./src/part";\nother';
    expect(converter.convert("", code).diagnostics).to.have.length(1);
    project.write("src/part.ts", "export const part: number = 2;\nexport const other = 3;\n");
    expect(converter.convert("", code).diagnostics).to.have.length(1);
    tslab.overlay.files.announce();
    const { diagnostics, sideOutputs } = converter.convert("", code);
    expect(diagnostics).to.deep.equal([]);
    expect(sideOutputs).to.have.length(1);
  });

  it("converter: isn't strict, whatever the project's tsconfig says", () => {
    expect(converter.convert("", "let n: number = null; function f(x) { return x; }").diagnostics).to.deep.equal([]);
  });

  it("converter: completes and inspects", () => {
    expect(converter.complete("declare const word: string;", "word.toUpp", 10)).to.deep.include({
      start: 5,
      end: 10,
      candidates: ["toUpperCase"],
    });
    const info = converter.inspect("declare const word: string;", "word", 2);
    expect(info.displayParts?.map(({ text }) => text).join("")).to.equal("const word: string");
  });
});
