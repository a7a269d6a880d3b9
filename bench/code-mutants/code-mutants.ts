import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { listProjectFiles } from "../../scripts/project-files";
import type { Bench, Row } from "../bench";
import { copyProject } from "../project-copy";
import { EQUIVALENTS } from "./equivalents";
import { JUDGED, type Judged } from "./folders";
import { MutantJudge, type Verdict } from "./judged";
import { addSwitches, type CodeMutant } from "./add-switches";

/** The names of the parts to judge, separated by commas; all parts if not given. */
const PARTS = process.env["MUTANTS_PARTS"]?.split(",");
/** The number of mutants judged of each part, drawn by the seed; all if not given. */
const COUNT = Number(process.env["MUTANTS_COUNT"] ?? Infinity);
const SEED = process.env["MUTANTS_SEED"] ?? "1";
/** The minutes after which no more mutants of a part are drawn: the rows say how many were judged. */
const MINUTES = Number(process.env["MUTANTS_MINUTES"] ?? Infinity);
/** Judges only mutants whose path, or name in the list of survivors, contains this text. */
const ONLY = process.env["MUTANTS_ONLY"] ?? "";
/** The most seconds that the tests may take for one mutant. */
const SECONDS = Number(process.env["MUTANTS_SECONDS"] ?? 60);
/** Runs all tests on each mutant, and lists the tests that fail with none of them. */
const TO_THE_END = process.env["MUTANTS_TO_THE_END"] === "1";
const TOLD_EVERY = 10;

export const codeMutants: Bench = {
  name: "code-mutants",
  does: "each part of the project's code with one change in it, for every change or a sample, and the part's own tests; the share that they notice.",
  async run(root) {
    const unknown = PARTS?.find((part) => !Object.hasOwn(JUDGED, part));
    if (unknown !== undefined) throw new Error(`No part is named "${unknown}": ${Object.keys(JUDGED).join(", ")}.`);
    const rows: Row[] = [];
    for (const [name, part] of Object.entries(JUDGED).filter(([one]) => !PARTS || PARTS.includes(one)))
      rows.push(...(await judgeMutants(root, name, part)));
    return rows;
  },
};

async function judgeMutants(root: string, name: string, part: Judged): Promise<Row[]> {
  const { sources, tests, without, replaced = {}, goal } = part;
  const paths = (await listProjectFiles(root)).filter((path) => !without?.test(path));
  const isTest = (path: string): boolean => path.endsWith(".test.ts");
  const files = tests.flatMap((start) => paths.filter((path) => path.startsWith(start) && isTest(path)));
  const folder = await copyProject(root, "mutants");
  try {
    const mutants: CodeMutant[] = [];
    for (const [path, text] of Object.entries(replaced)) writeFileSync(join(folder, path), text);
    for (const path of paths.filter((one) => sources.some((start) => one.startsWith(start)) && isSource(one))) {
      if (Object.hasOwn(replaced, path)) continue;
      const made = addSwitches(path, readFileSync(join(root, path), "utf8"), mutants.length);
      writeFileSync(join(folder, path), made.text);
      mutants.push(...made.mutants);
    }
    tellStale(mutants);
    const chosen = mutants
      .filter((one) => `${one.file}: ${one.key}`.includes(ONLY) && !isEquivalent(one))
      .sort((one, other) => (createSortKey(one) < createSortKey(other) ? -1 : 1))
      .slice(0, COUNT);
    const judge = await MutantJudge.start({ folder, files, mostMs: SECONDS * 1000, toTheEnd: TO_THE_END });
    console.error(
      `  ${name}: ${chosen.length} of ${mutants.length} mutants, ${judge.tests.titles.length} tests of ${Math.round(judge.tests.ms / 1000)} s`,
    );
    const verdicts: Verdict[] = [];
    const last = performance.now() + MINUTES * 60_000;
    for (const mutant of chosen) {
      if (performance.now() > last) break;
      verdicts.push(await judge.judge(mutant));
      if (verdicts.length % TOLD_EVERY === 0) console.error(`  ${name}: ${verdicts.length} of ${chosen.length}`);
    }
    judge.end();
    tellSurvivors(name, verdicts);
    if (TO_THE_END) tellIdle(name, judge.tests.titles, verdicts);
    return createRows(name, verdicts, { goal, all: mutants.length });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const isSource = (path: string): boolean =>
  path.endsWith(".ts") && !/\.(test|d)\.ts$/.test(path) && !path.includes("/testing/");
const isNamed = ({ key }: CodeMutant, name: string): boolean =>
  key.endsWith(name.includes(" → ") ? name : ` → ${name}`);
const isEquivalent = (mutant: CodeMutant): boolean =>
  Object.keys(EQUIVALENTS[mutant.file] ?? {}).some((name) => isNamed(mutant, name));
/** The sort key by which mutants are drawn: a hash, so that edits elsewhere do not change the order. */
const createSortKey = ({ file, key }: CodeMutant): string =>
  createHash("sha256").update(`${SEED} ${file} ${key}`).digest("hex");

function tellSurvivors(name: string, verdicts: readonly Verdict[]): void {
  const missed = verdicts.filter(({ verdict }) => verdict !== "noticed");
  if (missed.length > 0) console.log(`  ${name}: no test notices`);
  for (const { mutant, verdict, reaching, tried } of missed) {
    const by = verdict === "not reached" ? "no test reaches it" : `${tried} of ${reaching} tests that reach it`;
    console.log(`    ${mutant.file}:${mutant.line} (${by})\n      ${mutant.key}`);
  }
}

/** Reports entries of equivalents.ts that no longer match a mutant, since the code has changed. */
function tellStale(mutants: readonly CodeMutant[]): void {
  for (const file of new Set(mutants.map((one) => one.file)))
    for (const name of Object.keys(EQUIVALENTS[file] ?? {}))
      if (!mutants.some((one) => one.file === file && isNamed(one, name)))
        console.error(`  equivalents.ts names no mutant of ${file}: ${name}`);
}

function tellIdle(name: string, titles: readonly string[], verdicts: readonly Verdict[]): void {
  const failed = new Set(verdicts.flatMap(({ by }) => by));
  const idle = titles.filter((title) => !failed.has(title));
  console.log(`  ${name}: ${idle.length} of ${titles.length} tests fail with none of these mutants`);
  for (const title of idle) console.log(`    ${title}`);
}

function createRows(name: string, verdicts: readonly Verdict[], { goal, all }: { goal: number; all: number }): Row[] {
  const count = (verdict: Verdict["verdict"]): number => verdicts.filter((one) => one.verdict === verdict).length;
  const createRow = (what: string, value: number): Row => ({ what: `${name}: ${what}`, unit: "", values: [value] });
  return [
    {
      what: `${name}: mutants noticed`,
      unit: "×",
      values: [count("noticed") / verdicts.length],
      goal: { atLeast: goal },
    },
    createRow(`mutants judged, of ${all}`, verdicts.length),
    createRow("survived", count("survived")),
    createRow("reached by no test", count("not reached")),
  ];
}
