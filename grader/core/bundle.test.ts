import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { bundleGrader } from "./bundle.mjs";

const ROOT = join(import.meta.dirname, "..", "..");
const DIST = join(import.meta.dirname, "..", "dist");

/** The packages that a bundled program loads at its start, its imports followed, or later with `createRequire`. */
function listPackages(program: string): Set<string> {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const left = [join(DIST, program)];
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const text = readFileSync(file, "utf8");
    for (const [, name = ""] of text.matchAll(/\bcreateRequire\d*\([^()]*\)\("([^"]+)"\)/g)) packages.add(name);
    const imports = text.matchAll(/^(?:import|export)\b(?:[^"';]*\bfrom)?\s*"([^"]+)";/gm);
    for (const [, name = ""] of imports)
      if (name.startsWith(".")) left.push(join(dirname(file), name));
      else if (!name.startsWith("node:")) packages.add(name);
  }
  return packages;
}

describe("the grader's bundles", () => {
  before(() => bundleGrader(ROOT));

  // Otherwise each worker of a batch, and the waiting checker, would take a second longer to start and 100 MB more
  // memory.
  it("leave TypeScript out, except for the compiler's", () => {
    expect([...listPackages("compiler.js")]).to.include("typescript");
    for (const program of ["worker.js", "checker.js", "index.js", "course/01-streaming-ingestion.js"])
      expect([...listPackages(program)], program).not.to.include("typescript");
  });

  it("include the AWS clients", () => {
    const packages = listPackages("course/02-fuel-network.js");
    expect([...packages]).to.include("chai");
    expect([...packages].filter((name) => /^@(aws|smithy)/.test(name))).to.deep.equal([]);
  });
});
