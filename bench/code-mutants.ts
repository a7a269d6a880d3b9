import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { pick, seededRandom } from "../src/generators/random";
import { createRow, readList, readSetting, type Measure, type Row, type Run } from "./bench";
import { installNpmPackages } from "./install";

/** Version 10 needs Node 22. Stryker's own runner needs an older mocha, so each mutant's tests run as a command. */
const PACKAGES = { "@stryker-mutator/core": "9.6.1", typescript: "5.9.3" };
/** The number of lines in a window; every mutant in it is judged. */
const WINDOW_LINES = 12;
const MAX_MS = 60 * 60_000;

/** A part of the code: folders of sources, with the tests in the same folders. Others of its tests are named. */
interface Part {
  readonly folders: readonly string[];
  readonly tests?: readonly string[];
  /** The least share of mutants that the tests notice, 0 to 1. Some mutants change nothing, and no test can notice those. */
  readonly goal: Measure;
}
/** For code that decides marks and keeps data. */
const MAX = "≥ 0.85 ×";
const MANY = "≥ 0.75 ×";
const PARTS: Readonly<Record<string, Part>> = {
  marks: { folders: ["grader/judge", "grader/merge"], tests: ["grader/engine/units.test.ts"], goal: MAX },
  reports: { folders: ["grader/reports", "grader/adjust", "grader/similarity"], goal: MAX },
  submissions: { folders: ["grader/submission"], goal: MAX },
  durability: { folders: ["cloud/storage"], goal: MAX },
  core: { folders: ["cloud/core"], goal: MANY },
  protocols: { folders: ["cloud/protocols"], goal: MANY },
  kinesis: { folders: ["cloud/services/kinesis"], goal: MANY },
  firehose: { folders: ["cloud/services/firehose"], goal: MANY },
  sqs: { folders: ["cloud/services/sqs"], goal: MANY },
  s3: { folders: ["cloud/services/s3"], goal: MANY },
};

export async function judgeCodeMutants({ root, beside }: Run): Promise<Row[]> {
  beside.push(...Object.entries(PACKAGES).map(([name, version]) => `${name} ${version}`));
  const count = readSetting("MUTANTS_WINDOWS", { otherwise: 6 });
  const seed = readSetting("MUTANTS_SEED", { otherwise: 1, min: 0 });
  const selected = readList("MUTANTS_PARTS");
  const rows: Row[] = [];
  for (const [name, part] of Object.entries(PARTS).filter(([known]) => selected?.includes(known) ?? true)) {
    const { noticed, survived } = await judgePart(root, part, drawWindows(root, part, { count, seed }));
    survived.forEach((text) => console.log(`  ${name}: ${text}`));
    const judged = noticed + survived.length;
    rows.push(createRow(`${name}: noticed, of ${judged} mutants`, part.goal, [noticed / judged]));
  }
  return rows;
}

function listFiles(root: string, folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts"))
      .map((path) => `${folder}/${path}`),
  );
}

/** Windows of lines in the part's sources, as Stryker's option `mutate` takes them. The longer a file, the more often it is drawn. */
function drawWindows(root: string, { folders }: Part, { count, seed }: { count: number; seed: number }): string[] {
  const [first, ...others] = listFiles(root, folders)
    .filter((path) => !path.endsWith(".test.ts") && !path.includes("/testing/"))
    .sort()
    .flatMap((path) => {
      const lines = readFileSync(join(root, path), "utf8").split("\n").length;
      return Array.from({ length: Math.ceil(lines / WINDOW_LINES) }, (_, n) => {
        const from = n * WINDOW_LINES + 1;
        return `${path}:${from}-${Math.min(from + WINDOW_LINES - 1, lines)}`;
      });
    });
  if (first === undefined) throw new Error(`There are no sources in ${folders.join(", ")}.`);
  const random = seededRandom(seed);
  const drawn = new Set<string>();
  while (drawn.size < Math.min(count, others.length + 1)) drawn.add(pick(random, [first, ...others]));
  return [...drawn];
}

/** The part of Stryker's report that is read. */
interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly Mutant[] }>>;
}
interface Mutant {
  readonly status: string;
  readonly replacement?: string;
  readonly location: { readonly start: { readonly line: number } };
}

/** Lets Stryker judge the mutants in the windows. @returns how many were noticed, and the place and text of each that was not */
async function judgePart(root: string, part: Part, windows: readonly string[]) {
  const tests = [...listFiles(root, part.folders).filter((path) => path.endsWith(".test.ts")), ...(part.tests ?? [])];
  const work = join(root, ".labs", "stryker");
  const report = join(work, "report.json");
  mkdirSync(work, { recursive: true });
  writeFileSync(
    join(work, "stryker.json"),
    JSON.stringify({
      testRunner: "command",
      commandRunner: { command: `node node_modules/mocha/bin/mocha.js --bail ${tests.join(" ")}` },
      mutate: windows,
      mutator: { excludedMutations: ["StringLiteral", "Regex"] },
      concurrency: 2,
      reporters: ["json"],
      jsonReporter: { fileName: report },
      tempDirName: join(".labs", "stryker", "copies"),
      ignorePatterns: [".labs", ".venv", "docs", "solutions"],
    }),
  );
  const packages = installNpmPackages(join(root, ".labs", "bench", "stryker"), PACKAGES);
  const program = join(packages, "@stryker-mutator", "core", "bin", "stryker.js");
  await promisify(execFile)(process.execPath, [program, "run", join(work, "stryker.json")], {
    cwd: root,
    timeout: MAX_MS,
  });
  // The border: Stryker's own report.
  const { files } = JSON.parse(readFileSync(report, "utf8")) as Report;
  rmSync(work, { recursive: true, force: true });
  const all = Object.entries(files).flatMap(([path, { mutants }]) => mutants.map((mutant) => ({ path, ...mutant })));
  return {
    noticed: all.filter(({ status }) => status === "Killed" || status === "Timeout").length,
    survived: all
      .filter(({ status }) => status === "Survived")
      .map(({ path, location, replacement }) => `${path}:${location.start.line}: ${replacement ?? "left out"}`),
  };
}
