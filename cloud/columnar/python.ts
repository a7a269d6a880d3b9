import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const IN_VENV = process.platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"];

/**
 * The Python to run: the given one, or that of the nearest `.venv` above the working folder or above this program, or what
 * the path knows.
 */
export function findPython(given: string | undefined): string {
  if (given !== undefined) return given;
  for (const start of [process.cwd(), dirname(fileURLToPath(import.meta.url))]) {
    const found = foldersUpFrom(start)
      .map((folder) => join(folder, ".venv", ...IN_VENV))
      .find((path) => existsSync(path));
    if (found !== undefined) return found;
  }
  return process.platform === "win32" ? "python" : "python3";
}

function foldersUpFrom(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersUpFrom(above)];
}
