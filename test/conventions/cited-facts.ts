import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { text } from "node:stream/consumers";
import type { Citation, RecordedAnswers } from "../../cloud/facts/fidelity";
import { listProjectFiles } from "../../scripts/project-files";
import { BUNDLE_FOLDER, getBundledFile } from "../../scripts/test/bundle";

const ID = /\b(?:FH|KDS|SVC|ATH|KDA|SCH|LAG)-\d{3}\b/;
const IDS = /\b([A-Z]+)-(\d{3})\b(?: to [A-Z]+-(\d{3})\b)?/g;

/** The ids that a title names; `FH-017 to FH-020` names four. */
export function findIds(title: string): string[] {
  return [...title.matchAll(IDS)]
    .flatMap(([, family = "", first = "", last = first]) => {
      const count = Math.max(1, Number(last) - Number(first) + 1);
      return Array.from({ length: count }, (_, index) => `${family}-${String(Number(first) + index).padStart(3, "0")}`);
    })
    .filter((id) => ID.test(id));
}

/** The name of a recorded answer of AWS, which is that of LocalStack's test. */
const RECORDING = /\btest_[a-z][a-z0-9_]{5,}/g;

interface TestCitations {
  /** Every fact named in the title of a test, by file and in the order of the tests. */
  readonly citations: readonly Citation[];
  /** The recorded answers that the titles of tests name, file by file. */
  readonly recordings: readonly RecordedAnswers[];
}

/**
 * Mocha lists the titles without running the tests, since many titles are computed by the test file. Tests skipped by `it.skip` and the
 * like do not count.
 *
 * @throws Error with mocha's message if a test file cannot be loaded
 */
export async function findCited(root: string): Promise<TestCitations> {
  const tests = (await listProjectFiles(root)).filter((path) => {
    if (!path.endsWith(".test.ts")) return false;
    const source = readFileSync(join(root, path), "utf8");
    return ID.test(source) || source.search(RECORDING) !== -1;
  });
  const citations: Citation[] = [];
  const names = new Map<string, Set<string>>();
  for (const { file, fullTitle: title } of await readTitles(root, tests)) {
    citations.push(...findIds(title).map((id) => ({ id, file, title })));
    for (const [name] of title.matchAll(RECORDING)) names.set(file, (names.get(file) ?? new Set()).add(name));
  }
  const recordings = [...names].map(([file, those]) => ({ file, names: [...those] }));
  return { citations, recordings: recordings.sort((a, b) => (a.file < b.file ? -1 : 1)) };
}

interface Title {
  /** Path in the project. */
  readonly file: string;
  readonly fullTitle: string;
}

/**
 * Lists the tests of some files by mocha, without running them.
 *
 * @param env variables that decide which tests a file has, such as LONG_TESTS
 */
export async function readTitles(
  root: string,
  tests: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Title[]> {
  // Test files may make temporary folders while they are loaded, and would remove them only in a run.
  const folder = mkdtempSync(join(tmpdir(), "titles-"));
  const output = join(folder, "titles.json");
  const bundled = findInBundle(tests);
  try {
    const args = [
      join("node_modules", "mocha", "bin", "mocha.js"),
      "--dry-run",
      "--reporter",
      "json",
      "--reporter-option",
      `output=${output}`,
      ...(bundled === undefined ? tests : ["--no-config", ...bundled.keys()]),
    ];
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env, TMPDIR: folder, TEMP: folder, TMP: folder },
      stdio: ["ignore", "ignore", "pipe"],
    });
    const [errors, [status]] = await Promise.all([text(child.stderr), once(child, "close")]);
    if (status !== 0) throw new Error(`mocha could not list the tests:\n${errors}`);
    const { passes }: { passes: Title[] } = JSON.parse(readFileSync(output, "utf8"));
    return passes.map((title) => ({
      ...title,
      file: bundled?.get(title.file) ?? relative(root, title.file).split(sep).join("/"),
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Test files by their files in the run's bundle, which load faster; undefined if the bundle does not contain all of
 * them.
 */
function findInBundle(tests: readonly string[]): ReadonlyMap<string, string> | undefined {
  const folder = process.env[BUNDLE_FOLDER];
  if (folder === undefined) return undefined;
  const files = new Map(tests.map((test) => [getBundledFile(folder, test), test]));
  return [...files.keys()].every((file) => existsSync(file)) ? files : undefined;
}
