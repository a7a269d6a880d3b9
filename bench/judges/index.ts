import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { listVersions } from "../machine";
import { NOT_REACHED, type Judge, type JudgedCase, type Judgment } from "./judge";
import { JUDGES } from "./judges";
import { readResults, renderPage, RESULTS, type Result } from "./page";

const PAGE = join("docs", "judged-by-others.md");
const USAGE = `npm run judge -- <name> [--folder <the suite's folder>] [--seconds <for a long suite: 300>]
npm run judge -- <name> … --endpoint <URL> --as <name>     judges another cloud beside the lab cloud
npm run judge -- page     writes ${PAGE} from ${RESULTS}

The judges:
${JUDGES.map(({ name, title }) => `  ${name}: ${title}`).join("\n")}`;

function writePage(results: readonly Result[]): void {
  writeFileSync(PAGE, renderPage(JUDGES, results));
}

/** Replaces the last result of the same judge, and generates the page. */
function keep({ name }: Judge, { version, cases }: Judgment): void {
  const counts = { passed: countVerdict(cases, "passed"), leftOut: countVerdict(cases, "left out") };
  const wrong = cases.filter(({ verdict }) => verdict === "wrong").map(({ name, why = "" }) => ({ name, why }));
  const date = new Date().toISOString().slice(0, 10);
  const leftOut = countReasons(cases);
  const result: Result = { judge: name, date, suite: version, versions: listVersions(), counts, wrong, leftOut };
  const others = findResult(name)?.others;
  writeResult(others === undefined ? result : { ...result, others });
  console.log(`${name}: ${counts.passed} passed, ${wrong.length} wrong, ${counts.leftOut} left out`);
}

/**
 * Notes how many cases another cloud passed, beside the lab cloud's result.
 *
 * @throws Error if the lab cloud has none yet, or a test has no result: the other cloud might have passed it
 */
function keepOther({ name }: Judge, { cases }: Judgment, cloud: string): void {
  const unreached = cases.filter(({ why = "" }) => why === NOT_REACHED).length;
  if (unreached > 0) throw new Error(`${unreached} tests were not reached: give the run more --seconds`);
  const known = findResult(name);
  if (known === undefined) throw new Error(`Judge the lab cloud first: npm run judge -- ${name}`);
  const expected = known.counts.passed + known.counts.leftOut + known.wrong.length;
  if (cases.length !== expected) throw new Error(`${cases.length} of ${expected} tests have a result`);
  const passed = countVerdict(cases, "passed");
  writeResult({ ...known, others: { ...known.others, [cloud]: passed } });
  console.log(`${name}: ${cloud} passed ${passed} of ${cases.length}`);
}

const findResult = (name: string): Result | undefined => readResults().find(({ judge }) => judge === name);

/** Replaces the result of a judge, and generates the page. */
function writeResult(result: Result): void {
  const results = [...readResults().filter(({ judge }) => judge !== result.judge), result];
  results.sort((a, b) => (a.judge < b.judge ? -1 : 1));
  writeFileSync(RESULTS, `${JSON.stringify(results, undefined, 1)}\n`);
  writePage(results);
}

const countVerdict = (cases: Judgment["cases"], requested: JudgedCase["verdict"]): number =>
  cases.filter(({ verdict }) => verdict === requested).length;

/** The number of cases left out, by reason. */
function countReasons(cases: Judgment["cases"]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { verdict, why = "" } of cases) if (verdict === "left out") counts[why] = (counts[why] ?? 0) + 1;
  return counts;
}

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      folder: { type: "string" },
      seconds: { type: "string", default: "300" },
      endpoint: { type: "string" },
      as: { type: "string" },
    },
  });
  const [name] = positionals;
  if (name === "page") {
    writePage(readResults());
    return 0;
  }
  const judge = JUDGES.find((item) => item.name === name);
  if (judge === undefined) {
    console.error(USAGE);
    return 2;
  }
  if (judge.needsFolder && values.folder === undefined) {
    console.error(`Say where the suite is, with --folder. It is ${judge.source}.`);
    return 2;
  }
  const { endpoint, as: cloud } = values;
  if ((endpoint === undefined) !== (cloud === undefined) || (endpoint !== undefined && judge.alone !== undefined)) {
    const others = JUDGES.filter(({ alone }) => alone === undefined).map(({ name: title }) => title);
    console.error(`Another cloud needs --endpoint and --as, and one of the judges ${others.join(", ")}.`);
    return 2;
  }
  const judgment = await judge.run({
    root: resolve("."),
    folder: resolve(values.folder ?? "."),
    seconds: Number(values.seconds),
    endpoint: endpoint === undefined ? undefined : new URL(endpoint),
  });
  if (cloud === undefined) keep(judge, judgment);
  else keepOther(judge, judgment, cloud);
  return 0;
}

process.exitCode = await main();
