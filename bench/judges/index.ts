import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { startLabCloud, startRivals, type Contestant } from "../contestants";
import { listVersions } from "../machine";
import { RIVAL_VERSIONS } from "../rivals";
import type { Judge, JudgedCloud, Judgment } from "./judge";
import { renderPage, type Result } from "./page";
import { signatures } from "./signatures";
import { wires } from "./wires";

const JUDGES: readonly Judge[] = [signatures, wires];
const RESULTS = join("bench", "judges", "results.json");
const PAGE = join("docs", "judged-by-others.md");
const OURS = "lab cloud";
const USAGE = `npm run judge -- <name> [--folder <the suite's folder>] [--rivals] [--endpoint <name>=<url>]…
npm run judge -- page     writes ${PAGE} from ${RESULTS}

The judges:
${JUDGES.map(({ name, title }) => `  ${name}: ${title}`).join("\n")}`;

const readResults = (): Result[] => JSON.parse(readFileSync(RESULTS, "utf8")) as Result[];

function writePage(results: readonly Result[]): void {
  writeFileSync(PAGE, renderPage(JUDGES, results));
}

/** Replaces the last result of the same judge and cloud, and generates the page. */
function keep(judge: Judge, cloud: string, { version, cases }: Judgment): void {
  const result: Result = {
    judge: judge.name,
    cloud,
    date: new Date().toISOString().slice(0, 10),
    suite: version,
    versions: cloud === OURS ? listVersions() : RIVAL_VERSIONS.filter((one) => one.startsWith(cloud)),
    counts: countVerdicts(cases),
    wrong: cases.filter(({ verdict }) => verdict === "wrong").map(({ name, why = "" }) => ({ name, why })),
    refused: countReasons(cases, "refused"),
    leftOut: countReasons(cases, "left out"),
  };
  const others = readResults().filter((one) => one.judge !== judge.name || one.cloud !== cloud);
  const results = [...others, result].sort((a, b) => (`${a.judge} ${a.cloud}` < `${b.judge} ${b.cloud}` ? -1 : 1));
  writeFileSync(RESULTS, `${JSON.stringify(results, undefined, 1)}\n`);
  writePage(results);
  const { passed, wrong, refused, leftOut } = result.counts;
  console.log(`${judge.name} on ${cloud}: ${passed} passed, ${wrong} wrong, ${refused} refused, ${leftOut} left out`);
}

const countVerdicts = (cases: Judgment["cases"]): Result["counts"] => {
  const count = (wanted: string): number => cases.filter(({ verdict }) => verdict === wanted).length;
  return { passed: count("passed"), wrong: count("wrong"), refused: count("refused"), leftOut: count("left out") };
};

function countReasons(cases: Judgment["cases"], wanted: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { verdict, why = "" } of cases) if (verdict === wanted) counts[why] = (counts[why] ?? 0) + 1;
  return counts;
}

/** Runs a judge on the lab cloud, on the rivals if they are asked for, and on endpoints of the caller's. */
async function judgeAll(
  judge: Judge,
  options: { readonly folder: string; readonly rivals: boolean; readonly endpoints: readonly JudgedCloud[] },
): Promise<void> {
  const root = resolve(".");
  const { folder, endpoints } = options;
  if (judge.judges === "code") {
    keep(judge, OURS, await judge.run({ root, folder, cloud: { name: OURS, endpoint: "" } }));
    return;
  }
  const started: Contestant[] = [];
  try {
    if (endpoints.length === 0) started.push(await startLabCloud());
    if (options.rivals) started.push(...(await startRivals(root)));
    for (const cloud of [...started, ...endpoints]) keep(judge, cloud.name, await judge.run({ root, folder, cloud }));
  } finally {
    await Promise.all(started.map((contestant) => contestant.stop()));
  }
}

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      folder: { type: "string" },
      rivals: { type: "boolean", default: false },
      endpoint: { type: "string", multiple: true, default: [] },
    },
  });
  const [name] = positionals;
  if (name === "page") {
    writePage(readResults());
    return 0;
  }
  const judge = JUDGES.find((one) => one.name === name);
  if (judge === undefined) {
    console.error(USAGE);
    return 2;
  }
  if (judge.needsFolder && values.folder === undefined) {
    console.error(`Say where the suite is, with --folder. It is ${judge.source}.`);
    return 2;
  }
  const endpoints = values.endpoint.map((one): JudgedCloud => {
    const equals = one.indexOf("=");
    return { name: one.slice(0, equals), endpoint: one.slice(equals + 1) };
  });
  await judgeAll(judge, { folder: resolve(values.folder ?? "."), rivals: values.rivals, endpoints });
  return 0;
}

process.exitCode = await main();
