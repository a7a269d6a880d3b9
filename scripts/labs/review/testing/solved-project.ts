import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..", "..", "..");
const LAB = join(ROOT, "course/04-windowed-delivery");

/** Writes the course's own project into a folder, solved and with tests of its operators. */
export function writeSolvedProject(project: string): void {
  cpSync(join(ROOT, "src/metrics"), project, { recursive: true });
  for (const name of ["operation-graph", "windowed-metrics-app", "operators/watermark", "operators/tumbling-window"])
    copyWithImports(join(LAB, "scripts/src/metrics/app", `${name}.ts`), join(project, "app", `${name}.ts`));
  for (const name of ["watermark", "tumbling-window"])
    copyWithImports(join(LAB, `${name}.test.ts`), join(project, `app/operators/${name}.test.ts`));
}

/** Copies a file. The lab keeps solutions and their tests in its own folders, so imports are rewritten for the new folder. */
function copyWithImports(from: string, to: string): void {
  const up = /operators/.test(to) ? "../.." : "..";
  const text = readFileSync(from, "utf8")
    .replace(/"\.\/scripts.*?operators\//g, '"./')
    .replace(/"(?:\.\.\/)+src\/metrics\//g, `"${up}/`)
    .replace(/"(?:\.\.\/)+src\//g, `"${up}/../`);
  writeFileSync(to, text);
}
