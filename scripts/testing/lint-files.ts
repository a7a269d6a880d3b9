import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";

const project = resolve(".");

/** The findings of lint in a project with the given files, as `file: rule`, in order. */
export function lintFiles(files: Readonly<Record<string, string>>): string[] {
  const root = createTemporaryFolder();
  for (const file of [".oxlintrc.json", "scripts/lint-rules.mjs", "scripts/function-names.mjs", "package.json"])
    cpSync(join(project, file), join(root, file));
  symlinkSync(join(project, "node_modules"), join(root, "node_modules"), "junction");
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const oxlint = join(project, "node_modules", "oxlint", "bin", "oxlint");
  const { stdout } = spawnSync(process.execPath, [oxlint, "--format", "json", ...Object.keys(files)], {
    cwd: root,
    encoding: "utf8",
  });
  // The border: oxlint's own report.
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { filename: string; code: string }[] };
  return diagnostics.map(({ filename, code }) => `${filename}: ${code}`).sort();
}
