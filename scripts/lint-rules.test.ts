import { expect } from "chai";
import { readFileSync } from "node:fs";
import { VERBS } from "./function-names.mjs";
import { lintFiles } from "./testing/lint-files";

describe("lint", () => {
  it("forbids imports against the arrows, names that DNS would resolve, defaults after an index, and what ESLint's strict sets forbid", () => {
    expect(
      lintFiles({
        "cloud/line.ts": `import "../src/aws/client";`,
        "cloud/later.ts": `export const later = import("../scripts/labs");`,
        "cloud/passed-on.ts": `export * from "../grader/index";`,
        "console/src/charts/shared.tsx": `import "../../../src/display/flow-picture"; import "../formats";`,
        "console/src/charts/helper.tsx": `import "../../../src/aws/client";`,
        "console/src/charts/cloud.tsx": `export type { FeedMessage } from "../../../cloud/server/console/feed-message";`,
        "cloud/window.ts": `import "../athena-sql/plan/engine"; import "../athena-sql/index";`,
        "athena-sql/service.ts": `import "../cloud/services/glue/model/catalog";`,
        "athena-sql/foundation.ts": `import "../foundation/item-at"; import "../cloud/testing/skip";`,
        "cloud/index-default.ts": `export const get = (a: number[], i: number) => a[i] ?? 0;`,
        "cloud/member-default.ts": `export const get = (a: { b: { c: number } }[], i: number) => a[i]?.b.c ?? 0;`,
        "cloud/member-optional.ts": `export const get = (i: number, a?: { b: number }[]) => a?.[i]?.b ?? 0;`,
        "cloud/pattern-default.ts": `export function get(a: number[], i: number) { const [first = 0] = [a[i]]; return first; }`,
        "cloud/pattern.ts": `export function get(a: number[], i: number) { const [first] = [a[i]]; return first; }`,
        "cloud/index-default.test.ts": `export const get = (a: number[], i: number) => a[i] ?? 0;`,
        "grader/silent.ts": `import { readFile } from "node:fs/promises"; export const get = (a: string) => readFile(a).catch(() => undefined);`,
        "scripts/silent.ts": `import { readFileSync } from "node:fs"; export function get(a: string) { try { return readFileSync(a); } catch { return undefined; } }`,
        "grader/member.ts": `import fs from "node:fs"; export const get = (a: string) => fs.promises.readFile(a).catch(() => undefined);`,
        "grader/parsed.ts": `import { readFile } from "node:fs/promises"; export const get = (a: string) => readFile(a, "utf8").then(JSON.parse).catch(() => undefined);`,
        "grader/rejected.ts": `import { stat } from "node:fs/promises"; export const get = (a: string) => stat(a).then((found) => found.size, () => 0);`,
        "grader/unused.ts": `import { readFileSync } from "node:fs"; export function get(a: string) { try { return readFileSync(a); } catch (_error) { return undefined; } }`,
        "grader/wrapped.ts": `import { readFileSync } from "node:fs"; const getText = (a: string) => readFileSync(a); export function get(a: string) { try { return getText(a); } catch { return undefined; } }`,
        "grader/reader.ts": `import { readNames } from "./names"; export const get = (a: string) => readNames(a).catch(() => []);`,
        "grader/loader.ts": `import { loadNames } from "./names"; export const get = (a: string) => loadNames(a).catch(() => []);`,
        "grader/measure.ts": `import { measureFolder } from "./names"; export function get(a: string) { try { return measureFolder(a); } catch { return 0; } }`,
        "grader/guarded.ts": `import { existsSync, readFileSync } from "node:fs"; export const get = (a: string) => existsSync(a) ? readFileSync(a) : undefined;`,
        "grader/unguarded.ts": `import { existsSync, readFileSync } from "node:fs"; export const has = (a: string) => existsSync(a); export const get = (a: string) => readFileSync(a);`,
        "grader/stated.ts": `import { readFile } from "node:fs/promises"; export const get = (a: string) => readFile(a).catch(() => undefined); // a cache`,
        "grader/handled.ts": `import { readFile } from "node:fs/promises"; import { ignoreMissing } from "./ignore-missing"; export const get = (a: string) => readFile(a).catch(ignoreMissing);`,
        "course/front.ts": `import "../grader/index";`,
        "course/inside.ts": `import "../grader/run/plan";`,
        "grader/front.ts": `import "../cloud/index"; import "../foundation/untrusted-folder";`,
        "grader/inside.ts": `import "../cloud/core/clock";`,
        "src/package.ts": `export { a } from "lab-cloud";`,
        "src/cloud.test.ts": `import "../cloud/index";`,
        "src/name.ts": `export const host = "localhost";`,
        "src/strict.ts": `export const get = (a: any) => a!.b;`,
        "src/default.ts": `export default 1;`,
        "scripts/global.mjs": `export const a = windo;`,
      }),
    ).to.deep.equal([
      "athena-sql/service.ts: project(no-forbidden-imports)",
      "cloud/index-default.ts: project(no-default-behind-index)",
      "cloud/later.ts: project(no-forbidden-imports)",
      "cloud/line.ts: project(no-forbidden-imports)",
      "cloud/member-default.ts: project(no-default-behind-index)",
      "cloud/passed-on.ts: project(no-forbidden-imports)",
      "cloud/pattern-default.ts: project(no-default-behind-index)",
      "cloud/window.ts: project(no-forbidden-imports)",
      "console/src/charts/cloud.tsx: project(no-forbidden-imports)",
      "console/src/charts/helper.tsx: project(no-forbidden-imports)",
      "course/inside.ts: project(no-forbidden-imports)",
      "grader/guarded.ts: project(no-silent-read)",
      "grader/inside.ts: project(no-forbidden-imports)",
      "grader/loader.ts: project(no-silent-read)",
      "grader/measure.ts: project(no-silent-read)",
      "grader/member.ts: project(no-silent-read)",
      "grader/parsed.ts: project(no-silent-read)",
      "grader/reader.ts: project(no-silent-read)",
      "grader/rejected.ts: project(no-silent-read)",
      "grader/silent.ts: project(no-silent-read)",
      "grader/unused.ts: eslint(no-unused-vars)",
      "grader/unused.ts: project(no-silent-read)",
      "grader/wrapped.ts: project(no-silent-read)",
      "scripts/global.mjs: eslint(no-undef)",
      "scripts/silent.ts: project(no-silent-read)",
      "src/default.ts: eslint(no-restricted-exports)",
      "src/name.ts: project(no-localhost)",
      "src/package.ts: project(no-forbidden-imports)",
      "src/strict.ts: typescript(no-explicit-any)",
      "src/strict.ts: typescript(no-non-null-assertion)",
    ]);
  });

  it("forbids names of functions and methods that don't begin with a verb, in all folders but those of lessons", () => {
    expect(
      lintFiles({
        "cloud/function.ts": "export function storedIn() {}",
        "cloud/generator.ts": "export async function* pages() { yield 1; }",
        "cloud/variable.ts": "export const asText = (a: number) => String(a);",
        "cloud/expression.ts": "export const reader = function () { return 1; };",
        "cloud/method.ts": "export class Store { kept() { return 1; } }",
        "cloud/private-method.ts": "export class Store { #held() { return 1; } read() { return this.#held(); } }",
        "cloud/property.ts": "export class Store { size = () => 1; }",
        "cloud/interface.ts": "export interface Store { contents(): string; }",
        "cloud/verbs.ts":
          "export function readText() {} export const toText = (a: number) => String(a); export class Store { #isOpen() { return true; } get size() { return 1; } onClose = () => this.#isOpen(); }",
        "cloud/values.ts":
          "export const stored = 1; export class Store { held = 2; constructor() { this.held = stored; } }",
        "cloud/component.tsx": "export const StorePage = () => null;",
        "course/01-first/lab/01-opening.ts": "export const stationsOf = () => 1;",
      }),
    ).to.deep.equal(
      ["expression", "function", "generator", "interface", "method", "private-method", "property", "variable"].map(
        (name) => `cloud/${name}.ts: project(verb-first)`,
      ),
    );
  });

  it("forbids variables and parameters that don't say what they hold", () => {
    expect(
      lintFiles({
        "cloud/variable.ts": `export function get() { const own = 1; return own; }`,
        "cloud/binding.ts": `export const get = ({ Tags: given = "" }) => given;`,
        "cloud/parameter.ts": `export const get = (a: string[]) => a.map((one) => one);`,
        "cloud/clear.ts": `export const get = ({ own }: { own: string }) => ({ given: own.trim() }).given;`,
        "cloud/named.ts": `export const get = (ownFolder: string) => ({ own: ownFolder });`,
      }),
    ).to.deep.equal(
      ["binding", "clear", "parameter", "variable"].map((name) => `cloud/${name}.ts: project(no-vague-variables)`),
    );
  });

  it("lists no participle among the verbs", () => {
    expect(
      VERBS.filter(
        (verb) => /(ed|ing)$/.test(verb) && !/^(embed|exceed|feed|need|proceed|seed|succeed|bring|ring)$/.test(verb),
      ),
    ).to.deep.equal([]);
  });

  it("ignores exactly the generated scripts of src/, since a learner's blank script has unused names", () => {
    // The border: JSON of ours, whose comments are on lines of their own.
    const { ignorePatterns } = JSON.parse(readFileSync(".oxlintrc.json", "utf8").replaceAll(/^ *\/\/.*$/gm, "")) as {
      ignorePatterns: string[];
    };
    const generated = Object.keys(JSON.parse(readFileSync("course/generated.json", "utf8")) as object);
    const isHelper = (path: string): boolean => path.startsWith("src/");
    expect(ignorePatterns.filter(isHelper)).to.deep.equal(generated.filter(isHelper));
  });
});
