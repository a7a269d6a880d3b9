import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { temporaryFolder } from "../test/temporary-folder";

const project = resolve(".");

/** The findings of lint in a project with the given files, as `file: rule`, in order. */
function found(files: Readonly<Record<string, string>>): string[] {
  const root = temporaryFolder();
  for (const file of ["oxlint.config.mjs", "scripts/lint-rules.mjs", "course/generated.json", "package.json"])
    cpSync(join(project, file), join(root, file));
  symlinkSync(join(project, "node_modules"), join(root, "node_modules"), "junction");
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const oxlint = join(project, "node_modules", "oxlint", "bin", "oxlint");
  const { stdout } = spawnSync(
    process.execPath,
    [oxlint, "--config", "oxlint.config.mjs", "--format", "json", ...Object.keys(files)],
    { cwd: root, encoding: "utf8" },
  );
  // The border: oxlint's own report.
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { filename: string; code: string }[] };
  return diagnostics.map(({ filename, code }) => `${filename}: ${code}`).sort();
}

describe("lint", () => {
  it("forbids imports against the arrows, names that DNS would look up, defaults behind an index, and what ESLint's strict sets forbid", () => {
    expect(
      found({
        "cloud/allowed.ts": `import "../src/display/flow-picture";`,
        "cloud/line.ts": `import "../src/aws/client";`,
        "cloud/later.ts": `export const later = import("../scripts/labs");`,
        "cloud/passed-on.tsx": `export * from "../grader/index";`,
        "cloud/index-default.ts": `export const f = (a: number[], i: number) => a[i] ?? 0;`,
        "cloud/index-default.test.ts": `export const f = (a: number[], i: number) => a[i] ?? 0;`,
        "grader/silent.ts": `import { readFile } from "node:fs/promises"; export const f = (a: string) => readFile(a).catch(() => undefined);`,
        "scripts/silent.ts": `import { readFileSync } from "node:fs"; export function f(a: string) { try { return readFileSync(a); } catch { return undefined; } }`,
        "grader/stated.ts": `import { readFile } from "node:fs/promises"; export const f = (a: string) => readFile(a).catch(() => undefined); // a cache`,
        "grader/handled.ts": `import { readFile } from "node:fs/promises"; import { ignoreMissing } from "./ignore-missing"; export const f = (a: string) => readFile(a).catch(ignoreMissing);`,
        "course/front.ts": `import "../grader/index";`,
        "course/inside.ts": `import "../grader/run/plan";`,
        "grader/front.ts": `import "../cloud/index"; import "../cloud/others-folder";`,
        "grader/inside.ts": `import "../cloud/core/clock";`,
        "src/package.ts": `export { a } from "lab-cloud";`,
        "src/cloud.test.ts": `import "../cloud/index";`,
        "src/name.ts": `export const host = "localhost";`,
        "src/strict.ts": `export const f = (a: any) => a!.b;`,
        "src/default.ts": `export default 1;`,
        "scripts/global.mjs": `export const a = windo;`,
      }),
    ).to.deep.equal([
      "cloud/index-default.ts: project(no-default-behind-index)",
      "cloud/later.ts: project(no-forbidden-imports)",
      "cloud/line.ts: project(no-forbidden-imports)",
      "cloud/passed-on.tsx: project(no-forbidden-imports)",
      "course/inside.ts: project(no-forbidden-imports)",
      "grader/inside.ts: project(no-forbidden-imports)",
      "grader/silent.ts: project(no-silent-read)",
      "scripts/global.mjs: eslint(no-undef)",
      "scripts/silent.ts: project(no-silent-read)",
      "src/default.ts: eslint(no-restricted-exports)",
      "src/name.ts: project(no-localhost)",
      "src/package.ts: project(no-forbidden-imports)",
      "src/strict.ts: typescript(no-explicit-any)",
      "src/strict.ts: typescript(no-non-null-assertion)",
    ]);
  });
});
