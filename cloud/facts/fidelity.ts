import type { Fact, FactGroup } from "./fact";

/** A test whose title names a fact. */
export interface Citation {
  readonly id: string;
  /** The test file's path in the project, with forward slashes. */
  readonly file: string;
  /** The test's full title, as mocha prints it, with its suites before it. */
  readonly title: string;
}

const MOST_FILES = 4;
const MOST_TITLES = 2;

const TOP = `# How true to AWS the lab cloud is

Made by \`npm run golden\` from the facts in \`facts/\` and the titles of the tests that name them; do not edit. One line a fact: what AWS does,
how that is known, and which tests show that the lab cloud does it too, or why none does. *Measured* facts were measured on AWS by
others, *documented* ones stand in AWS's documentation or API models; only these two must be shown. Which calls there are stands in
[COVERAGE.md](COVERAGE.md).
`;

/**
 * The page FIDELITY.md.
 *
 * @param citations the tests, in the order of the page
 */
export function fidelityPage(groups: readonly FactGroup[], citations: readonly Citation[]): string {
  const cited = grouped(citations, ({ id }) => id);
  return [TOP, summary(groups, cited), ...groups.map((group) => section(group, cited))].join("\n");
}

type Cited = ReadonlyMap<string, readonly Citation[]>;

/** Whether a fact must be shown by a test, since AWS is known to behave so. */
export const isKnown = ({ grade }: Fact): boolean => grade === "measured" || grade === "documented";

function summary(groups: readonly FactGroup[], cited: Cited): string {
  const rows = groups.map(({ title, facts }): [string, number, number, number] => {
    const shown = facts.filter((fact) => isKnown(fact) && cited.has(fact.id));
    return [
      title,
      facts.filter(isKnown).length,
      shown.length,
      shown.filter(({ differs }) => differs !== undefined).length,
    ];
  });
  const total = ([1, 2, 3] as const).map((column) => rows.reduce((sum, row) => sum + row[column], 0));
  const lines = [
    ["", "measured or documented", "shown by tests", "of these with a difference"],
    ["---", "---", "---", "---"],
    ...rows,
    ["all", ...total],
  ];
  return lines.map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

const section = ({ title, facts }: FactGroup, cited: Cited): string =>
  `## ${title}\n\n${facts.map((fact) => line(fact, cited.get(fact.id) ?? [])).join("")}`;

function line({ id, grade, says, page, differs, unshown }: Fact, citations: readonly Citation[]): string {
  const below = [
    ...(citations.length === 0 ? [] : [`Shown by ${shownBy(citations)}.`]),
    ...(unshown === undefined ? [] : [`Not shown: ${unshown}.`]),
    ...(differs === undefined ? [] : [`Differs: ${differs}`]),
    ...(page === undefined ? [] : [`AWS says so in [${page.split("/").at(-1)}](${page}).`]),
  ];
  return [`- **${id}** (${grade}) ${says}\n`, ...below.map((text) => `  - ${text}\n`)].join("");
}

function shownBy(citations: readonly Citation[]): string {
  const files = [...grouped(citations, ({ file }) => file)];
  const shown = files.slice(0, MOST_FILES).map(([file, those]) => {
    const titles = [...new Set(those.map(({ title }) => `“${plain(title)}”`))];
    return `[${file.split("/").at(-1) ?? file}](${linkTo(file)}) ${titles.slice(0, MOST_TITLES).join(", ")}${more(titles.length - MOST_TITLES, "")}`;
  });
  return `${shown.join("; ")}${more(files.length - MOST_FILES, " files")}`;
}

function grouped(citations: readonly Citation[], by: (one: Citation) => string): Map<string, Citation[]> {
  const groups = new Map<string, Citation[]>();
  for (const one of citations) groups.set(by(one), [...(groups.get(by(one)) ?? []), one]);
  return groups;
}

const more = (count: number, of: string): string => (count > 0 ? ` and ${count} more${of}` : "");

const linkTo = (file: string): string => (file.startsWith("cloud/") ? file.slice("cloud/".length) : `../${file}`);

/**
 * A test's title as plain text in Markdown, without the ids, which are shown before it, and without JSON, which would
 * be cut off.
 */
const plain = (title: string): string =>
  title
    .replaceAll(/ ?\((?:[A-Z]+-\d{3}(?:, | to )?)+\)/g, "")
    .replace(/\{".*$/s, "…")
    .replaceAll(/[\\`*_<>[\]|]/g, "\\$&")
    .replaceAll(/\s+/g, " ");
