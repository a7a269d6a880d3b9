import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { listVersions } from "../bench/machine";
import { isReadFromFolder, NOT_REACHED, readVersion, type Judge, type JudgedCase } from "./judge";
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
function keep({ name: judge }: Judge, suite: string, cases: readonly JudgedCase[]): void {
  const select = (requested: JudgedCase["verdict"]) => cases.filter(({ verdict }) => verdict === requested);
  const [passed, omitted] = [select("passed").length, select("left out")];
  const wrong = select("wrong").map(({ name, why = "" }) => ({ name, why }));
  const leftOut: Record<string, number> = {};
  for (const { why = "" } of omitted) leftOut[why] = (leftOut[why] ?? 0) + 1;
  const date = new Date().toISOString().slice(0, 10);
  const counts = { passed, leftOut: omitted.length };
  const result: Result = { judge, date, suite, versions: listVersions(), counts, wrong, leftOut };
  const others = findResult(judge)?.others;
  writeResult(others === undefined ? result : { ...result, others });
  console.log(`${judge}: ${passed} passed, ${wrong.length} wrong, ${omitted.length} left out`);
}

/**
 * Notes how many cases another cloud passed, beside the lab cloud's result.
 *
 * @throws Error if the lab cloud has none yet, or a test has no result: the other cloud might have passed it
 */
function keepOther({ name }: Judge, cloud: string, cases: readonly JudgedCase[]): void {
  const unreached = cases.filter(({ why }) => why === NOT_REACHED).length;
  if (unreached > 0) throw new Error(`${unreached} tests were not reached: give the run more --seconds`);
  const known = findResult(name);
  if (known === undefined) throw new Error(`Judge the lab cloud first: npm run judge -- ${name}`);
  const expected = known.counts.passed + known.counts.leftOut + known.wrong.length;
  if (cases.length !== expected) throw new Error(`${cases.length} of ${expected} tests have a result`);
  const passed = cases.filter(({ verdict }) => verdict === "passed").length;
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
  if (isReadFromFolder(judge) && values.folder === undefined) {
    console.error(`Say where the suite is, with --folder. It is ${judge.source}.`);
    return 2;
  }
  const { endpoint, as: cloud } = values;
  if ((endpoint === undefined) !== (cloud === undefined) || (endpoint !== undefined && judge.alone !== undefined)) {
    const others = JUDGES.filter(({ alone }) => alone === undefined).map(({ name: title }) => title);
    console.error(`Another cloud needs --endpoint and --as, and one of the judges ${others.join(", ")}.`);
    return 2;
  }
  const context = {
    root: resolve("."),
    folder: resolve(values.folder ?? "."),
    seconds: Number(values.seconds),
    endpoint: endpoint === undefined ? undefined : new URL(endpoint),
  };
  const cases = await judge.run(context);
  if (cloud === undefined) keep(judge, readVersion(judge, context), cases);
  else keepOther(judge, cloud, cases);
  return 0;
}

process.exitCode = await main();
