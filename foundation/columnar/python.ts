import { join } from "node:path";
import { findNearest } from "../nearest";

const IN_VENV = process.platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"];

/**
 * The Python to run: the given one, or that of the nearest `.venv` above the working folder or above this program, or
 * the one in PATH.
 */
export function findPython(configured: string | undefined): string {
  return configured ?? findNearest(join(".venv", ...IN_VENV)) ?? (process.platform === "win32" ? "python" : "python3");
}
