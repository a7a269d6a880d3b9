import { readFileSync } from "node:fs";
import { UsageError } from "../running/run-script";

/**
 * Reads a JSON object from an option of the command line, or from the file that it names after `file://`.
 *
 * @throws UsageError if the file cannot be read, or the text isn't a JSON object
 */
export function readJsonOption(name: string, text: string): Readonly<Record<string, unknown>> {
  const source = text.startsWith("file://") ? readFile(name, text.slice("file://".length)) : text;
  const value = parse(name, source.replace(/^\uFEFF/, ""));
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UsageError(`--${name} must be a JSON object, in { and }, not ${source.slice(0, 60)}`);
  }
  return { ...value };
}

function readFile(name: string, path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`--${name}: there is no file ${path} to read.`, { cause: error });
  }
}

function parse(name: string, source: string): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    const quotesAreGone = !source.includes('"') && source.includes(":");
    const advice = quotesAreGone
      ? "It reached this script without its double quotes, because the shell removed them. Put single quotes around all of it. In a Windows shell, put it in a file, and use file://<path>."
      : `It is not valid JSON: ${error instanceof Error ? error.message : String(error)}`;
    throw new UsageError(`--${name}: ${advice}`, { cause: error });
  }
}
