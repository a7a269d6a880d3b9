import { dirname, join, relative, sep } from "node:path";
import { build, type BuildFailure, type Plugin } from "esbuild";
import { isLibrary } from "../core/is-library";
import { listLabScripts } from "../merge/lab-scripts";
import { toPlainText } from "../core/plain-text";
import { essenceOf } from "./essence";
import type { BundledScript } from "./requests";

/** A script's origin, and the files bundled with it. */
interface ScriptToBundle {
  /** Absolute path of the project. */
  readonly root: string;
  /** Path of the script in the project, from where its imports are found. */
  readonly path: string;
  /** The program that imports the script as `lab:script`; without one, the script is the program. */
  readonly driver?: string | undefined;
  /** Texts by path in the project, used instead of the files on disk: the lab's other scripts. */
  readonly instead?: Readonly<Record<string, string>>;
}

/**
 * Makes one JavaScript file of a script and the library files that it imports; packages stay imports. Types are not
 * checked, as when a learner runs the script.
 */
type ScriptBundler = (text: string, bundling: ScriptToBundle) => Promise<BundledScript>;

const MAX_STORED = 200;

/** A bundler that keeps its last bundles: in a class many learners hand in the same script. */
export function createBundler(): ScriptBundler {
  const stored = new Map<string, BundledScript>();
  return async (text, bundling) => {
    const key = JSON.stringify([bundling, text]);
    const known = stored.get(key);
    if (known) return known;
    const bundled = await bundle(text, bundling);
    stored.set(key, bundled);
    const [oldest] = stored.keys();
    if (stored.size > MAX_STORED && oldest !== undefined) stored.delete(oldest);
    return bundled;
  };
}

async function bundle(source: string, { root, path, driver, instead }: ScriptToBundle): Promise<BundledScript> {
  const file = join(root, path);
  // The bundler would read the source map that such a comment names, anywhere on this machine, and put it into the
  // bundle.
  const text = source.replaceAll(/sourceMappingURL/gi, "source map");
  const folder = dirname(file);
  try {
    const {
      outputFiles: [created],
    } = await build({
      stdin: {
        contents: driver ?? text,
        resolveDir: folder,
        sourcefile: driver === undefined ? file : DRIVER,
        loader: "ts",
      },
      write: false,
      absWorkingDir: root,
      plugins: [createScriptPlugin(text, folder), createLibraryPlugin(root, { ...instead, [path]: text })],
      bundle: true,
      // As when a learner runs the script: a bundler would leave out calls that a comment marks as pure.
      ignoreAnnotations: true,
      packages: "external",
      platform: "node",
      format: "esm",
      target: "node20",
      sourcemap: "inline",
      logLevel: "silent",
    });
    return { js: created?.text ?? "", source: text, essence: normalizeAll(source, instead) };
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    const [first] = error.errors;
    return {
      problem: toPlainText(`${path}, line ${first?.location?.line ?? 1}: ${first?.text ?? "it does not compile."}`),
    };
  }
}

/** The essence of a script and of the other scripts that it may import, together. */
const normalizeAll = (source: string, instead: ScriptToBundle["instead"] = {}): string =>
  [source, ...Object.values(instead)].map(essenceOf).join("\n");

const SCRIPT = "lab:script";
const DRIVER = "driver.ts";

/** Resolves the driver's import `lab:script` to the submission's text, which is in no file. */
function createScriptPlugin(contents: string, resolveDir: string): Plugin {
  return {
    name: "the-script",
    setup(bundler) {
      bundler.onResolve({ filter: /^lab:script$/ }, ({ importer }) =>
        importer.includes(DRIVER) ? { path: SCRIPT, namespace: SCRIPT } : undefined,
      );
      bundler.onLoad({ filter: /.*/, namespace: SCRIPT }, () => ({ contents, resolveDir, loader: "ts" as const }));
    },
  };
}

/**
 * The bundler reads files of this machine for the script: it may read no more than the sandbox shows. Of the scripts of labs it reads none,
 * since their files may hold somebody's answers: the texts are used instead, also where a script imports itself.
 */
function createLibraryPlugin(root: string, instead: Readonly<Record<string, string>>): Plugin {
  // On some systems a path means the same file in upper and lower case.
  const texts = new Map(Object.entries(instead).map(([path, text]) => [path.toLowerCase(), text]));
  const scripts = new Set([...listLabScripts(root)].map((path) => path.toLowerCase()));
  return {
    name: "only-library",
    setup(bundler) {
      // The bundler treats the text after such a character as part of the address: the same file again, as another module.
      bundler.onResolve({ filter: /[?#]/ }, () => ({ errors: [{ text: "An import can't contain ? or #." }] }));
      bundler.onLoad({ filter: /.*/ }, ({ path }) => {
        const inProject = relative(root, path).split(sep);
        const file = inProject.join("/").toLowerCase();
        const contents = texts.get(file);
        const isScript = contents !== undefined || scripts.has(file);
        if (isScript && contents !== undefined) return { contents, loader: "ts" as const };
        const isRead = inProject[0] === "src" && /\.(ts|js|json)$/.test(path) && isLibrary(path) && !isScript;
        return isRead ? undefined : { errors: [{ text: "Only packages and files of src/ can be imported." }] };
      });
    },
  };
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && "errors" in error && Array.isArray(error.errors);
}
