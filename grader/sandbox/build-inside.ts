import { build } from "esbuild";
import { join } from "node:path";

/**
 * Bundles the program that runs in sandboxes into one JavaScript file: the runner of the kernel, and nothing else of ours.
 *
 * @param folder where `inside.mjs` is written
 * @returns      the file
 */
export async function buildInside(folder: string): Promise<string> {
  const outfile = join(folder, "inside.mjs");
  await build({
    entryPoints: [join(import.meta.dirname, "inside", "main.ts")],
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "silent",
  });
  return outfile;
}
