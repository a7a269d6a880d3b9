import type { Fact, FactGroup } from "./fact";

/** A test whose title names a fact. */
export interface Citation {
  readonly id: string;
  /** The test file's path in the project, with forward slashes. */
  readonly file: string;
  /** The test's full title, as mocha prints it, with its suites before it. */
  readonly title: string;
}

/** A test file with the recorded answers of AWS that the titles of its tests name. */
export interface RecordedAnswers {
  /** The test file's path in the project, with forward slashes. */
  readonly file: string;
  /** `test_fifo_message_group_visibility` */
  readonly names: readonly string[];
}

/** How it is known what AWS answers to one of the cases that all clients are asked. */
export interface CaseEvidence {
  readonly service: string;
  /** The fact's ids that the case names. */
  readonly ids: readonly string[];
  /** The day on which these cases recorded AWS's answer, if they have. */
  readonly recordedOn: string | undefined;
}

/** What the page is made from, beside the facts. */
export interface Evidence {
  /** The tests, in the order of the page. */
  readonly citations: readonly Citation[];
  readonly recordings: readonly RecordedAnswers[];
  readonly cases: readonly CaseEvidence[];
}

const MAX_FILES = 4;
const MAX_TITLES = 2;

const TOP = `# How true to AWS the lab cloud is

Made by \`npm run golden\` from the facts in \`facts/\` and the titles of the tests that name them; do not edit. One line a fact: what AWS does,
how that is known, and which tests show that the lab cloud does it too, or why none does. *Measured* facts were measured on AWS by
others, *documented* ones stand in AWS's documentation or API models; only these two must be shown. What only *emulators* do, or is
*unsure*, is our own choice. [Answers recorded from AWS](#answers-recorded-from-aws) stand at the end, and by what the
[cases that all clients are asked](#cases-that-all-clients-are-asked) are known. Which calls there are stands in [COVERAGE.md](COVERAGE.md).
`;

/** The page FIDELITY.md. */
export function renderFidelity(groups: readonly FactGroup[], { citations, recordings, cases }: Evidence): string {
  const cited = groupBy(citations, ({ id }) => id);
  return [
    TOP,
    renderSummary(groups, cited),
    ...groups.map((group) => renderSection(group, cited)),
    renderRecorded(recordings),
    renderCaseTable(groups, cases),
  ].join("\n");
}

const RECORDINGS = `## Answers recorded from AWS

Tests that want what others recorded on AWS, by the names of the recordings, most of them LocalStack's (Apache-2.0): \`tests/aws/services/\` of its
repository has each under its name, with its date. The tests are our own, and the head of each file says of when its recordings are.
`;

const renderRecorded = (recordings: readonly RecordedAnswers[]): string =>
  `${RECORDINGS}\n${recordings
    .map(
      ({ file, names }) =>
        `- [${linkTo(file)}](${linkTo(file)}) (${names.length}): ${names.map(formatPlainTitle).join(", ")}.\n`,
    )
    .join("")}`;

const CASES = `## Cases that all clients are asked

How AWS's answer to them is known. \`CLOUD_ENDPOINT=aws npx mocha cloud/same-cases.test.ts\` asks AWS, and keeps its answers with the date in
\`testing/clients/recorded/\`; until somebody with an account has done so, none is recorded by these cases themselves.
`;

/** The kinds of evidence, the best first. */
const KINDS = ["recorded by these cases", "a measured fact", "a documented fact", "our own reading"] as const;

function renderCaseTable(groups: readonly FactGroup[], cases: readonly CaseEvidence[]): string {
  const grades = new Map(groups.flatMap(({ facts }) => facts.map(({ id, grade }) => [id, grade] as const)));
  const getKind = ({ ids, recordedOn }: CaseEvidence): (typeof KINDS)[number] => {
    const known = new Set(ids.map((id) => grades.get(id)));
    if (recordedOn !== undefined) return "recorded by these cases";
    return known.has("measured")
      ? "a measured fact"
      : known.has("documented")
        ? "a documented fact"
        : "our own reading";
  };
  const rows = [...groupBy(cases, ({ service }) => service)].map(([service, those]) => [
    service,
    ...KINDS.map((kind) => String(those.filter((evidence) => getKind(evidence) === kind).length)),
  ]);
  const lines = [["", ...KINDS], ["---", ...KINDS.map(() => "---")], ...rows];
  return `${CASES}\n${lines.map((cells) => `| ${cells.join(" | ")} |\n`).join("")}`;
}

type CitationsByFact = ReadonlyMap<string, readonly Citation[]>;

/** Whether a fact must be shown by a test, since AWS is known to behave so. */
export const isKnown = ({ grade }: Fact): boolean => grade === "measured" || grade === "documented";

function renderSummary(groups: readonly FactGroup[], cited: CitationsByFact): string {
  const rows = groups.map(({ title, facts }): [string, ...number[]] => {
    const shown = facts.filter((fact) => isKnown(fact) && cited.has(fact.id));
    const countGrade = (grade: Fact["grade"]): number => facts.filter((fact) => fact.grade === grade).length;
    return [
      title,
      countGrade("measured"),
      countGrade("documented"),
      countGrade("emulators") + countGrade("unsure"),
      shown.length,
      shown.filter(({ differs }) => differs !== undefined).length,
    ];
  });
  const total = [1, 2, 3, 4, 5].map((column) => rows.reduce((sum, row) => sum + Number(row[column]), 0));
  const lines = [
    ["", "measured", "documented", "our own", "known ones shown by tests", "of these with a difference"],
    ["---", "---", "---", "---", "---", "---"],
    ...rows,
    ["all", ...total],
  ];
  return lines.map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

const renderSection = ({ title, facts }: FactGroup, cited: CitationsByFact): string =>
  `## ${title}\n\n${facts.map((fact) => renderLine(fact, cited.get(fact.id) ?? [])).join("")}`;

function renderLine({ id, grade, says, page, differs, unshown }: Fact, citations: readonly Citation[]): string {
  const below = [
    ...(citations.length === 0 ? [] : [`Shown by ${formatCitations(citations)}.`]),
    ...(unshown === undefined ? [] : [`Not shown: ${unshown}.`]),
    ...(differs === undefined ? [] : [`Differs: ${differs}`]),
    ...(page === undefined ? [] : [`AWS says so in [${page.split("/").at(-1)}](${page}).`]),
  ];
  return [`- **${id}** (${grade}) ${says}\n`, ...below.map((text) => `  - ${text}\n`)].join("");
}

function formatCitations(citations: readonly Citation[]): string {
  const files = [...groupBy(citations, ({ file }) => file)];
  const shown = files.slice(0, MAX_FILES).map(([file, those]) => {
    const titles = [...new Set(those.map(({ title }) => `“${formatPlainTitle(title)}”`))];
    return `[${file.split("/").at(-1) ?? file}](${linkTo(file)}) ${titles.slice(0, MAX_TITLES).join(", ")}${formatMore(titles.length - MAX_TITLES, "")}`;
  });
  return `${shown.join("; ")}${formatMore(files.length - MAX_FILES, " files")}`;
}

function groupBy<T>(all: readonly T[], by: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of all) groups.set(by(item), [...(groups.get(by(item)) ?? []), item]);
  return groups;
}

const formatMore = (count: number, of: string): string => (count > 0 ? ` and ${count} more${of}` : "");

const linkTo = (file: string): string => (file.startsWith("cloud/") ? file.slice("cloud/".length) : `../${file}`);

/**
 * A test's title as plain text in Markdown, without the ids, which are shown before it, and without JSON, which would
 * be cut off.
 */
const formatPlainTitle = (title: string): string =>
  title
    .replaceAll(/ ?\((?:[A-Z]+-\d{3}(?:, | to )?)+\)/g, "")
    .replace(/\{".*$/s, "…")
    .replaceAll(/[\\`*_<>[\]|]/g, "\\$&")
    .replaceAll(/\s+/g, " ");
