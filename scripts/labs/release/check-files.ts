import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import ts from "typescript";

/**
 * The source files of a lab's checks: `checks.ts` and the files of the lab's folder that it imports, directly or indirectly.
 *
 * @returns paths in the project, with forward slashes
 */
export async function listCheckFiles(root: string, lab: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [join(root, "course", lab, "checks.ts")],
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    packages: "external",
    platform: "node",
    format: "esm",
    logLevel: "silent",
    plugins: [
      {
        name: "the-lab-alone",
        setup(bundler) {
          bundler.onResolve({ filter: /\/(grader|cloud)\/index$/ }, ({ path }) => ({ path, external: true }));
        },
      },
    ],
  });
  const labFolder = `course/${lab}/`;
  return Object.keys(metafile.inputs).filter((path) => path.startsWith(labFolder));
}

/**
 * The text of a check's file without its hidden claims, which count only for the mark.
 *
 * @throws Error if `it.hidden` is used otherwise than as its own statement: then the claim cannot be removed
 */
function removeHiddenClaims(text: string, file: string): string {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const cuts: { readonly from: number; readonly to: number }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression) && isHidden(node.expression.expression))
      cuts.push({ from: node.getFullStart(), to: node.getEnd() });
    else if (isHidden(node))
      throw new Error(`${file}: \`it.hidden\` is not a separate statement here, and can't be left out.`);
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return cuts.reduceRight((left, { from, to }) => `${left.slice(0, from)}${left.slice(to)}`, text);
}

function isHidden(node: ts.Node): boolean {
  return (
    ts.isPropertyAccessExpression(node) &&
    node.name.text === "hidden" &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === "it"
  );
}

/** A file's text without hidden claims, see `removeHiddenClaims`. */
export async function checkTextFor(root: string, path: string): Promise<string> {
  return removeHiddenClaims(await readFile(join(root, path), "utf8"), path);
}
