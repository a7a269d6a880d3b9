import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "esbuild";
import { listTests, type Job } from "./jobs";

/** Environment variable of each job with the folder of the run's bundle, for tests that ask mocha about test files. */
export const BUNDLE_FOLDER = "LABS_TEST_BUNDLE";
/**
 * Sources that tests and the grader import by paths which are computed at run time, in the folders of labs. They import the list of
 * exercises, as tests do, so the bundle must contain both.
 */
const LABS = ["course", "grader/testing/course"];
const IMPORTED_BY_PATH = /^[^/]+\/(checks|equivalent-mutants|mistakes\/[^/]+)\.ts$/;
/** Module that leads imports of these sources to the bundle. */
const BUNDLED_SOURCES = new URL("bundled-sources.mjs", import.meta.url).href;
const DAY_MS = 86_400_000;
const NAME = /^bundle-\d+$/;
/** Expressions for a module's own path, with the variables that replace them in a bundle. */
const MODULE_PATHS = {
  "import.meta.dirname": "ownFolder_",
  "import.meta.filename": "ownFile_",
  "import.meta.url": "ownUrl_",
} as const;

/** Test files as JavaScript that Node runs by itself. */
interface TestBundle {
  readonly folder: string;
  remove(): void;
  /** The default time limit of a test, from the project's mocha configuration. */
  readonly timeoutMs: number;
}

/**
 * Bundles test files with all project files that they import; packages stay outside. A job that loads the lab cloud through tsx reads
 * 1,400 files one by one, which takes six seconds of processor time. Making the bundle of all jobs takes five, and loading it two.
 *
 * @param root  the project's folder
 * @param tests paths in the project, also of a module that is to be loaded by itself
 * @returns     undefined if there are no tests, or esbuild cannot read one: loading that file itself then tells the error
 */
export async function bundleTests(root: string, tests: readonly string[]): Promise<TestBundle | undefined> {
  if (tests.length === 0) return undefined;
  const base = realpathSync(root);
  const parent = join(base, ".labs", "test");
  mkdirSync(parent, { recursive: true });
  removeOld(parent);
  // Another run may be testing in the same folder.
  const folder = join(parent, `bundle-${process.pid}`);
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const { build } = await import("esbuild");
  try {
    await build({
      entryPoints: [...tests, ...(tests.some(isAboutLabs) ? listImportedByPath(base) : [])],
      outdir: folder,
      outbase: base,
      absWorkingDir: base,
      // Mocha imports files with this ending, without trying `require` first.
      outExtension: { ".js": ".mjs" },
      bundle: true,
      splitting: true,
      packages: "external",
      platform: "node",
      format: "esm",
      target: "node20",
      // As in tsx, since errors are recognized by the name of their class.
      keepNames: true,
      sourcemap: "linked",
      sourcesContent: false,
      define: MODULE_PATHS,
      logLevel: "silent",
      plugins: [plainModulesOutside, sourcePositions],
    });
  } catch {
    // Without a bundle, tsx runs the tests.
    remove();
    return undefined;
  }
  const { timeout: timeoutMs } = JSON.parse(readFileSync(join(base, ".mocharc.json"), "utf8")) as { timeout: number };
  return { folder, remove, timeoutMs };
}

/** The bundled file of a test file, by its path in the project. */
export const getBundledFile = (folder: string, test: string): string => join(folder, test.replace(/\.ts$/, ".mjs"));

/**
 * The same job with the files of the bundle, if there is one: without tsx, and so without the child process that mocha
 * starts for Node's options.
 */
export function toBundledJob(job: Job, bundle: TestBundle | undefined): Job {
  if (bundle === undefined) return job;
  const [mocha = ""] = job.args;
  const options = ["--no-config", "--timeout", String(bundle.timeoutMs)];
  const files = listTests(job).map((test) => getBundledFile(bundle.folder, test));
  const sources = listTests(job).some(isAboutLabs) ? ["--import", BUNDLED_SOURCES] : [];
  const node = ["--no-warnings", "--enable-source-maps", ...sources];
  return { ...job, args: [...node, mocha, ...options, ...files] };
}

/** The tests outside of these folders that load a lab's checks or mistakes. */
const ABOUT_LABS: readonly string[] = [
  "scripts/labs/translated-lab.test.ts",
  "test/contract/bare-answers.test.ts",
  "test/contract/flink-queries.test.ts",
  "test/conventions/course.test.ts",
  "test/e2e/learner.test.ts",
];

const isAboutLabs = (test: string): boolean =>
  ABOUT_LABS.includes(test) || LABS.some((labs) => test.startsWith(`${labs.split("/")[0] ?? ""}/`));

function listImportedByPath(root: string): string[] {
  return LABS.filter((labs) => existsSync(join(root, labs))).flatMap((labs) =>
    readdirSync(join(root, labs), { recursive: true, encoding: "utf8" })
      .filter((path) => IMPORTED_BY_PATH.test(path))
      .map((path) => `${labs}/${path}`),
  );
}

/**
 * Plain JavaScript modules stay outside the bundle: they look for files beside themselves, and other programs load
 * them, too.
 */
const plainModulesOutside: Plugin = {
  name: "plain-modules-outside",
  setup(bundler) {
    bundler.onResolve({ filter: /^\..*\.mjs$/ }, ({ path, resolveDir }) => ({
      path: pathToFileURL(resolve(resolveDir, path)).href,
      external: true,
    }));
  },
};

/**
 * Sources see their own paths, wherever the bundle is. The declarations are put on the first line, so that line numbers
 * stay the same.
 */
const sourcePositions: Plugin = {
  name: "places-of-sources",
  setup(bundler) {
    bundler.onLoad({ filter: /\.tsx?$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      const target = {
        "import.meta.dirname": dirname(path),
        "import.meta.filename": path,
        "import.meta.url": pathToFileURL(path).href,
      } as const;
      const known = Object.entries(MODULE_PATHS).map(
        ([name, stands]) => `const ${stands} = ${JSON.stringify(target[name as keyof typeof target])};`,
      );
      const contents = text.includes("import.meta.") ? `${known.join(" ")} ${text}` : text;
      return { contents, loader: path.endsWith("x") ? "tsx" : "ts" };
    });
  },
};

/** Removes the bundles of runs that were killed. */
function removeOld(parent: string): void {
  for (const name of readdirSync(parent).filter((item) => NAME.test(item))) {
    const mtimeMs = statSync(join(parent, name), { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
    if (mtimeMs < Date.now() - DAY_MS) rmSync(join(parent, name), { recursive: true, force: true });
  }
}
