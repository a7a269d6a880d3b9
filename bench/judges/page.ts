import type { Judge } from "./judge";

/** The last result of one judge on one cloud, as `results.json` keeps it. */
export interface Result {
  readonly judge: string;
  readonly cloud: string;
  readonly date: string;
  /** The version or commit of the suite. */
  readonly suite: string;
  readonly versions: readonly string[];
  readonly counts: Readonly<Record<"passed" | "wrong" | "refused" | "leftOut", number>>;
  readonly wrong: readonly { readonly name: string; readonly why: string }[];
  /** How many cases are refused for which reason. */
  readonly refused: Readonly<Record<string, number>>;
  readonly leftOut: Readonly<Record<string, number>>;
}

/** The page about all judges, losses first. */
export function renderPage(judges: readonly Judge[], results: readonly Result[]): string {
  const sorted = [...results].sort((a, b) => b.counts.wrong - a.counts.wrong);
  return [
    "# Judged by others",
    "",
    "Made by `npm run judge`; do not edit. Test suites that others wrote and publish, run on the lab cloud and on other",
    "local clouds. Nothing of theirs is in this repository: a suite comes from a registry, or from a folder that you name.",
    "Our own cases are on [another page](beside-others.md).",
    "",
    "The lab cloud is narrow and deep: it has the services that the labs and the CDK need, with their real timing. What it",
    "leaves out, it refuses by name (`NotImplemented`), and such a case is counted as refused. If you need many services and",
    "little depth, take AWS's own emulator instead (`aws/aws-emulator`): it has the control planes of hundreds of services.",
    "",
    "| judge | cloud | wrong | passed | refused | left out | suite | date |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ...sorted.map(
      ({ judge, cloud, counts, suite, date }) =>
        `| [${judge}](#${judge}) | ${cloud} | ${counts.wrong} | ${counts.passed} | ${counts.refused} | ${counts.leftOut} | ${suite} | ${date} |`,
    ),
    "",
    "*Refused*: the lab cloud leaves this out, and says so. *Left out*: not asked, for the reason given below.",
    "",
    ...judges.flatMap((judge) => renderJudge(judge, sorted)),
  ].join("\n");
}

function renderJudge({ name, title, source, needsFolder }: Judge, results: readonly Result[]): string[] {
  const own = results.filter(({ judge }) => judge === name);
  const command = `npm run judge -- ${name}${needsFolder ? " --folder <folder>" : ""}`;
  return [
    `## ${name}`,
    "",
    `Judges ${title}. From ${source}. Run it with \`${command}\`.`,
    "",
    ...(own.length === 0 ? ["Not run yet.", ""] : own.flatMap(renderResult)),
  ];
}

function renderResult({ cloud, versions, wrong, refused, leftOut }: Result): string[] {
  const list = (title: string, rows: readonly string[]): string[] =>
    rows.length === 0 ? [] : [title, "", ...rows, ""];
  const listReasons = (reasons: Readonly<Record<string, number>>): string[] =>
    Object.entries(reasons)
      .sort(([, a], [, b]) => b - a)
      .map(([why, count]) => `- ${count}: ${why}`);
  return [
    `### ${cloud}, ${versions.join(", ")}`,
    "",
    ...(wrong.length === 0 ? ["Nothing is wrong.", ""] : []),
    ...list(
      `Wrong, ${wrong.length}:`,
      wrong.map(({ name, why }) => `- ${name}${why === "" ? "" : `: ${why.replaceAll(/[|<>`\n]/g, " ")}`}`),
    ),
    ...list("Refused:", listReasons(refused)),
    ...list("Left out:", listReasons(leftOut)),
  ];
}
