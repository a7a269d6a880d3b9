import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { declareCommand, Failure, type CommandIo } from "../labs/command";
import { listProjectFiles } from "../project-files";
import { WRITE_GOLDEN } from "./expect-golden";

/** Paths of golden files, and of the lab cloud's pages that are made from its tables. */
const GOLDEN = /(^|\/)golden\/|^(cloud\/(COVERAGE|FIDELITY)|athena-sql\/FUNCTIONS)\.md$/;

/** `npm run golden` */
export const golden = declareCommand({
  usage: "npm run golden -- [path…]",
  does: "Write the golden files again from what the tests see now.",
  args: ["[path…]"],
  options: {},
  async run(_options, io, named) {
    const tests = await findGoldenTests(io.root, named);
    if (tests.length === 0) throw new Failure("No test there compares with a golden file.");
    const before = await readGoldenFiles(io.root);
    const status = await runMocha(io, tests);
    const after = await readGoldenFiles(io.root);
    const written = [...after].filter(([path, text]) => before.get(path) !== text).map(([path]) => path);
    io.printResult(
      written.length === 0
        ? "No golden file changed."
        : `Written, to be looked at before you commit:\n${written.map((path) => `  ${path}`).join("\n")}`,
    );
    return status;
  },
});

async function findGoldenTests(root: string, named: readonly string[]): Promise<string[]> {
  const tests = (await listProjectFiles(root)).filter(
    (path) => path.endsWith(".test.ts") && (named.length === 0 || named.some((name) => path.startsWith(name))),
  );
  const texts = await Promise.all(tests.map((path) => readFile(join(root, path), "utf8")));
  // Tests that write golden files: most by `expectGolden`, tests of a lab's mistakes through `course/testing/mistakes.ts`, and tests of the lab
  // cloud, which imports nothing from outside its folder, by code of their own.
  return tests.filter((_, index) => /\b(expectGolden|testMistakes)\(|LABS_WRITE_GOLDEN/.test(texts[index] ?? ""));
}

async function readGoldenFiles(root: string): Promise<Map<string, string>> {
  const paths = (await listProjectFiles(root)).filter(
    (path) => GOLDEN.test(path) && !path.startsWith("scripts/golden/"),
  );
  return new Map(
    await Promise.all(paths.map(async (path) => [path, await readFile(join(root, path), "utf8")] as const)),
  );
}

async function runMocha({ root, env }: CommandIo, tests: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [join("node_modules", "mocha", "bin", "mocha.js"), ...tests], {
    cwd: root,
    env: { ...env, [WRITE_GOLDEN]: "1" },
    stdio: "inherit",
  });
  const [status] = await once(child, "close");
  return typeof status === "number" ? status : 1;
}
