import type { Chapter } from "./chapter";

const TOP = `# The functions of Athena's queries

Made by \`npm run golden\` from the chapters' own tables (\`athena-sql/functions/\`); do not edit. The tests run each function of the first eight chapters
with NULL, edge and ordinary values. They compare the results with the documentation of engine v3, which is Trino's.
The functions of the last two chapters, which every query needs, run with ordinary values and some others.
The lab cloud refuses any other function as Athena refuses an unknown one: \`FUNCTION_NOT_FOUND: line 1:8: Function 'x' not registered\`.
`;

/**
 * Writes the page FUNCTIONS.md: for each chapter the functions that run, those that are refused, and the share that
 * runs.
 */
export function renderFunctionsPage(chapters: readonly Chapter[]): string {
  const rows = chapters.map((chapter) => [
    `[${chapter.title}](#${toAnchor(chapter.title)})`,
    ...formatFigures([chapter]),
  ]);
  return [
    TOP,
    renderTable(["chapter", "functions", "of", "share", "cases"], [...rows, ["all", ...formatFigures(chapters)]]),
    ...chapters.map(renderSection),
  ].join("\n");
}

function formatFigures(chapters: readonly Chapter[]): string[] {
  const sum = (count: (chapter: Chapter) => number): number =>
    chapters.reduce((total, chapter) => total + count(chapter), 0);
  const supported = sum(({ functions }) => Object.keys(functions).length);
  const all = supported + sum(({ refused }) => Object.keys(refused).length);
  const cases = sum(({ functions }) => Object.values(functions).reduce((total, { shows }) => total + shows.length, 0));
  return [String(supported), String(all), `${Math.floor((100 * supported) / all)} %`, String(cases)];
}

function renderSection({ title, page, functions, refused }: Chapter): string {
  const names = Object.entries(functions)
    .map(([name, { origin }]) => `\`${name}\`${origin === undefined ? "" : ` (${origin})`}`)
    .sort();
  const others = Object.entries(refused)
    .map(([name, why]) => `| \`${name}\` | ${why} |\n`)
    .sort();
  const rest =
    others.length === 0
      ? "Nothing of the chapter is refused.\n"
      : `| refused | why |\n| --- | --- |\n${others.join("")}`;
  return `## ${title}\n\nAfter <https://trino.io/docs/current/${page}>.\n\n${names.join(", ")}\n\n${rest}`;
}

/** The anchor that Markdown gives a heading. */
const toAnchor = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, "")
    .replaceAll(" ", "-");

const renderTable = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |\n`).join("");
