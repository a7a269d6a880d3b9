import { dirname, join, relative, sep } from "node:path";
import { build } from "esbuild";
import type { BuildFailure, Plugin } from "esbuild";
import { plainText } from "../plain-text";

/** Where a script comes from and where its JavaScript goes. */
export interface Bundling {
  /** Absolute path of the project. */
  readonly root: string;
  /** Path of the script in the project, from where its imports are found. */
  readonly path: string;
  /** The file that is written. */
  readonly outside: string;
  /** The program that imports the script as `lab:script`; without one, the script is the program. */
  readonly driver?: string | undefined;
}

const SCRIPT = "lab:script";

/**
 * Makes one JavaScript file of a script and the library files it imports; packages stay imports. As when a learner runs it,
 * types are not checked.
 *
 * @returns what is wrong with the script, in words for the learner; nothing if it was written
 */
export async function bundleScript(text: string, { root, path, outside, driver }: Bundling): Promise<string | undefined> {
  const file = join(root, path);
  const folder = dirname(file);
  try {
    await build({
      stdin: { contents: driver ?? text, resolveDir: folder, sourcefile: driver === undefined ? file : "driver.ts", loader: "ts" },
      outfile: outside, absWorkingDir: root, plugins: [theScript(text, folder), onlyLibrary(root)],
      bundle: true, packages: "external", platform: "node", format: "esm", target: "node20", sourcemap: "inline", logLevel: "silent",
    });
    return undefined;
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    const [first] = error.errors;
    return plainText(`${path}, line ${first?.location?.line ?? 1}: ${first?.text ?? "it does not compile."}`);
  }
}

/** What a driver imports: the submission's text, which is on no disk. */
function theScript(contents: string, resolveDir: string): Plugin {
  return {
    name: "the-script",
    setup(bundler) {
      bundler.onResolve({ filter: /^lab:script$/ }, ({ importer }) => (importer.includes("driver.ts") ? { path: SCRIPT, namespace: SCRIPT } : undefined));
      bundler.onLoad({ filter: /.*/, namespace: SCRIPT }, () => ({ contents, resolveDir, loader: "ts" as const }));
    },
  };
}

/** The bundler reads this machine's files for the script; it may read no more than the sandbox would show. */
function onlyLibrary(root: string): Plugin {
  return {
    name: "only-library",
    setup(bundler) {
      bundler.onLoad({ filter: /.*/ }, ({ path }) => {
        const inProject = relative(root, path).split(sep);
        if (inProject[0] === "src" && /\.(ts|js|json)$/.test(path)) return undefined;
        return { errors: [{ text: "Only packages and files of src/ can be imported." }] };
      });
    },
  };
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && "errors" in error && Array.isArray(error.errors);
}
