import { readdirSync } from "node:fs";
import path from "node:path";

/**
 * A lab whose own files cannot be bundled, such as one that is being edited.
 * @typedef {{ readonly says: string, readonly files: readonly string[] }} BrokenLab
 *   `says` esbuild's errors; `files` the files on which the errors depend, by their paths in the project: all of the lab's files, and the missing ones
 */

/** A file of a lab, by its path in the project. */
const OF_A_LAB = /^((?:grader\/testing\/)?course\/\d[^/]*)\//;
const UNRESOLVED = /^Could not resolve "(\.[^"]*)"/;

/**
 * Bundles modules of the labs. A lab whose own files have errors is replaced by a module that throws them, so that only this lab fails.
 *
 * @template T
 * @param {string} root absolute path of the project
 * @param {(around: import("esbuild").Plugin) => Promise<T>} bundle to be called with a plugin that comes before all others
 * @returns {Promise<{ readonly built: T, readonly broken: readonly BrokenLab[] }>}
 * @throws esbuild's failure, if there are errors outside of the labs
 */
export async function bundleAroundBrokenLabs(root, bundle) {
  /** @type {Map<string, BrokenLab>} */
  const broken = new Map();
  for (;;) {
    try {
      return { built: await bundle(createThrowingPlugin(root, broken)), broken: [...broken.values()] };
    } catch (failure) {
      const found = groupErrorsByLab(failure);
      if (found === undefined || [...found.keys()].every((lab) => broken.has(lab))) throw failure;
      for (const [lab, errors] of found) broken.set(lab, createBrokenLab(root, lab, errors));
    }
  }
}

/**
 * @param {unknown} failure
 * @returns {Map<string, import("esbuild").Message[]> | undefined} undefined, if an error is in no lab
 */
function groupErrorsByLab(failure) {
  // The border: esbuild throws its errors as a member of one.
  const { errors = [] } = /** @type {Partial<import("esbuild").BuildFailure>} */ (failure);
  /** @type {Map<string, import("esbuild").Message[]>} */
  const found = new Map();
  for (const error of errors) {
    const lab = [findMissingFile(error), error.location?.file].flatMap(
      (file) => OF_A_LAB.exec(file ?? "")?.[1] ?? [],
    )[0];
    if (lab === undefined) return undefined;
    found.set(lab, [...(found.get(lab) ?? []), error]);
  }
  return found.size > 0 ? found : undefined;
}

/**
 * The path in the project of a file that an import does not find, without its extension.
 * @param {import("esbuild").Message} error
 */
function findMissingFile({ text, location }) {
  const [, imported] = UNRESOLVED.exec(text) ?? [];
  return imported === undefined ? undefined : path.posix.join(path.posix.dirname(location?.file ?? ""), imported);
}

/**
 * @param {string} root
 * @param {string} lab its folder in the project
 * @param {readonly import("esbuild").Message[]} errors
 * @returns {BrokenLab}
 */
function createBrokenLab(root, lab, errors) {
  const says = errors.map(({ text, location }) =>
    location ? `${location.file}:${location.line}:${location.column}: ${text}` : text,
  );
  const labFiles = readdirSync(path.join(root, lab), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `${lab}/${name.replaceAll("\\", "/")}`);
  const missing = errors.flatMap((error) => findMissingFile(error) ?? []).flatMap((file) => [file, `${file}.ts`]);
  return { says: says.join("\n"), files: [...labFiles, ...missing] };
}

/**
 * @param {string} root
 * @param {ReadonlyMap<string, BrokenLab>} broken by the lab's folder
 * @returns {import("esbuild").Plugin}
 */
const createThrowingPlugin = (root, broken) => ({
  name: "throwing",
  setup(bundler) {
    if (broken.size === 0) return;
    bundler.onResolve({ filter: /^\.|checks\.ts$/ }, ({ path: name, resolveDir }) => {
      const file = path.relative(root, path.resolve(resolveDir, name)).replaceAll("\\", "/");
      const lab = OF_A_LAB.exec(file)?.[1] ?? "";
      return broken.has(lab) ? { path: lab, namespace: "broken-lab" } : undefined;
    });
    bundler.onLoad({ filter: /.*/, namespace: "broken-lab" }, ({ path: lab }) => ({
      contents: `export const applyGivens = undefined;\nthrow new Error(${JSON.stringify(broken.get(lab)?.says)});`,
      loader: "js",
    }));
  },
});
