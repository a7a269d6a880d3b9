import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isReadFromFolder, type Judge } from "./judge";

export const RESULTS = join("judges", "results.json");

/** The last results of all judges, by name. */
export const readResults = (): Result[] => JSON.parse(readFileSync(RESULTS, "utf8")) as Result[];

/** The last result of one judge, as `results.json` keeps it. */
export interface Result {
  readonly judge: string;
  readonly date: string;
  /** The version or commit of the suite. */
  readonly suite: string;
  readonly versions: readonly string[];
  readonly counts: Readonly<Record<"passed" | "leftOut", number>>;
  readonly wrong: readonly { readonly name: string; readonly why: string }[];
  /** The number of cases left out, by reason. */
  readonly leftOut: Readonly<Record<string, number>>;
  /** How many cases other clouds passed, by name and version. */
  readonly others?: Readonly<Record<string, number>>;
}

/** The page about all judges, losses first. */
export function renderPage(judges: readonly Judge[], results: readonly Result[]): string {
  const sorted = [...results].sort((a, b) => b.wrong.length - a.wrong.length);
  return [
    "# Judged by others",
    "",
    "Made by `npm run judge`; do not edit. Test suites and clients that others wrote and publish, run on the lab cloud's own code.",
    "This repository contains none of their code: a suite comes from a registry, or from a folder that you name.",
    "",
    "The lab cloud is narrow and deep: it has the services that the labs and the CDK need, with their real timing. It rejects everything",
    "else by name (`NotImplemented`). If you need many services and little depth,",
    "use AWS's own emulator instead (`aws/aws-emulator`): it has the control planes of hundreds of services.",
    "",
    "| judge | wrong | passed | left out | passed by others | suite | date |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...sorted.map(
      ({ judge, counts, wrong, others, suite, date }) =>
        `| [${judge}](#${judge}) | ${wrong.length} | ${counts.passed} | ${counts.leftOut} | ${formatPassed(judge, others)} | ${suite} | ${date} |`,
    ),
    "",
    "*Left out*: not run, for the reasons given below. *Passed by others*: the number of all the suite's tests, with those left out here.",
    "The others ran as their packages install them, on a computer without Docker, with which moto runs functions.",
    "Their tests of event sources ended after 12 to 45 seconds, instead of 240: most fail at their first answer or for lack of Docker.",
    "To judge another cloud, start it, and add `--endpoint http://127.0.0.1:<port> --as <its name and version>`.",
    "",
    "Tried and not used:",
    "",
    "- The `test` command of versitygw 1.8.0: AWS refuses one of its headers at clean-up, and it expects its own texts",
    "  where AWS's answers are known.",
    "- The recordings of AWS in Cloud Custodian's tests: they hold values of other accounts. Their shapes were read as facts,",
    "  which led to three corrections.",
    "- The fixtures of `sqlfluff`: they give no verdicts. They were used to find statements that fail to parse.",
    "",
    ...judges.flatMap((judge) => renderJudge(judge, sorted)),
  ].join("\n");

  function formatPassed(name: string, others: Result["others"] = {}): string {
    if (judges.find((judge) => judge.name === name)?.alone !== undefined) return "can't be asked";
    return Object.entries(others)
      .map(([cloud, passed]) => `${cloud}: ${passed}`)
      .join(", ");
  }
}

function renderJudge(judge: Judge, results: readonly Result[]): string[] {
  const { name, title, source, alone } = judge;
  const judgeResults = results.filter((result) => result.judge === name);
  const command = `npm run judge -- ${name}${isReadFromFolder(judge) ? " --folder <folder>" : ""}`;
  const sentence = title.endsWith("?") ? title : `${title}.`;
  return [
    `## ${name}`,
    "",
    `Judges ${sentence} From ${source}. Run it with \`${command}\`.`,
    ...(alone === undefined ? [] : [`No other cloud can be asked: ${alone}.`]),
    ...(judgeResults.length === 0 ? ["Not run yet.", ""] : judgeResults.flatMap(renderResult)),
  ];
}

/** A text of somebody else as code, in one line. */
const quote = (text: string): string => `\`${text.replaceAll(/[|<>`\s]+/g, " ").trim()}\``;

function renderResult({ versions, wrong, leftOut }: Result): string[] {
  const reasons = listReasons(leftOut);
  return [
    `Last run: ${versions.join(", ")}. ${wrong.length === 0 ? "Nothing is wrong." : `Wrong, ${wrong.length}:`}`,
    ...(wrong.length === 0 ? [] : [""]),
    ...wrong.map(({ name, why }) => `- ${quote(name)}${why === "" ? "" : `: ${quote(why)}`}`),
    ...(wrong.length === 0 ? [] : [""]),
    ...(reasons.length === 0 ? [] : ["Left out:", "", ...reasons]),
    "",
  ];
}

/** The reasons why cases are left out, the most frequent first. Those for up to four cases share a line. */
function listReasons(leftOut: Readonly<Record<string, number>>): readonly string[] {
  const sorted = Object.entries(leftOut).sort(([, a], [, b]) => b - a);
  const frequent = sorted.filter(([, count]) => count > 4).map(([why, count]) => `- ${count}: ${why}`);
  const groups = [4, 3, 2, 1].flatMap((count) => {
    const reasons = sorted.flatMap(([why, cases]) => (cases === count ? [why] : []));
    return reasons.length === 0 ? [] : [`${count}${reasons.length > 1 ? " each" : ""}: ${reasons.join(". ")}`];
  });
  return [...frequent, ...(groups.length === 0 ? [] : [`- ${groups.join(". ")}`])];
}
