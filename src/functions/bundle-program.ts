import { join } from "node:path";
import { findProjectRoot } from "../running/project-root";

/**
 * Bundles a TypeScript program and the files of this course that it imports into one JavaScript file. Packages of the
 * AWS SDK are left out.
 *
 * @param file   path in the folder of the course
 * @param format `cjs` as Lambda loads it; `esm`, minified, for a program that is part of a CloudFormation template
 * @throws Error if there is no such file, or it is not valid TypeScript, with the line
 */
export async function bundleProgram(file: string, format: "cjs" | "esm"): Promise<Uint8Array> {
  // Imported here, so that a notebook loads it only when it bundles a program.
  const { build } = await import("esbuild");
  const root = findProjectRoot();
  try {
    const { outputFiles } = await build({
      entryPoints: [join(root, file)],
      absWorkingDir: root,
      write: false,
      bundle: true,
      external: ["@aws-sdk/*", "@smithy/*"],
      platform: "node",
      format,
      minify: format === "esm",
      target: "node20",
      logLevel: "silent",
    });
    return outputFiles[0]?.contents ?? new Uint8Array();
  } catch (error) {
    throw new Error(`${file} cannot be packed: ${findFirstProblem(error)}`, { cause: error });
  }
}

function findFirstProblem(error: unknown): string {
  const [first] =
    typeof error === "object" && error !== null && "errors" in error && Array.isArray(error.errors) ? error.errors : [];
  const { text, location } = (first ?? {}) as { text?: string; location?: { line: number } | null };
  return text === undefined ? String(error) : `${location ? `line ${location.line}: ` : ""}${text}`;
}
