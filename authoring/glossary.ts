import type { SourceCell } from "./percent";

/** A word of the course that a learner may not know, as `course/glossary.json` lists it. */
export interface Term {
  readonly term: string;
  /** How else it is written in the texts: plurals and the like. */
  readonly also?: readonly string[];
  /** How it is written where it means this, if the word alone may mean something else. */
  readonly only?: readonly string[];
  /** One or two short sentences. */
  readonly means: string;
}

/** The id of the cell that the glossary goes into; a notebook without it has none. */
const GLOSSARY_CELL = "glossary";
/** JupyterLab makes this address of the cell's heading. */
const LINK = "#Glossary";
/** What stays as it is: code, links and images, HTML tags, and in bold what a link would break. */
const UNTOUCHED = /`[^`]*`|!?\[[^\]]*\]\([^)]*\)|<[^>]*>/g;

/** Links the first use of each word of the glossary to the glossary, and writes there the words that the lab uses. */
export function withGlossary(cells: readonly SourceCell[], terms: readonly Term[]): readonly SourceCell[] {
  if (!cells.some(({ id }) => id === GLOSSARY_CELL)) return cells;
  const open = new Map(terms.map((term) => [term, patternOf(term)]));
  const used: Term[] = [];
  const linked = cells.map((cell) =>
    cell.kind === "code" || cell.id === GLOSSARY_CELL ? cell : { ...cell, lines: linkedLines(cell.lines, open, used) },
  );
  return linked.map((cell) => (cell.id === GLOSSARY_CELL ? { ...cell, lines: [...cell.lines, ...table(used)] } : cell));
}

/** @param open the words that were not met yet; those that are met go to `used` */
function linkedLines(lines: readonly string[], open: Map<Term, RegExp>, used: Term[]): string[] {
  let inFence = false;
  return lines.map((line) => {
    if (/^\s*```/.test(line)) inFence = !inFence;
    if (inFence || /^\s*(#|```|\{\{|<)|^ {4}/.test(line)) return line;
    let text = line;
    for (const [term, pattern] of open) {
      const at = firstPlain(text, pattern);
      if (at === undefined) continue;
      text = `${text.slice(0, at.start)}[${text.slice(at.start, at.end)}](${LINK})${text.slice(at.end)}`;
      open.delete(term);
      used.push(term);
    }
    return text;
  });
}

/** Where a word stands first that is neither code nor part of a link. */
function firstPlain(text: string, pattern: RegExp): { start: number; end: number } | undefined {
  const taken = [...text.matchAll(UNTOUCHED)].map((match) => [match.index, match.index + match[0].length] as const);
  const found = [...text.matchAll(pattern)].find(
    ({ index, 0: word }) => !taken.some(([start, end]) => index < end && index + word.length > start),
  );
  return found && { start: found.index, end: found.index + found[0].length };
}

/** A whole word; names such as ARN and Firehose in their own spelling, others also at the beginning of a sentence. */
function patternOf({ term, also = [], only }: Term): RegExp {
  const words = [...(only ?? [term, ...also])].sort((a, b) => b.length - a.length);
  const forms = words.flatMap((word) => [word, word.charAt(0).toUpperCase() + word.slice(1)]);
  return new RegExp(`(?<![\\w-])(?:${[...new Set(forms)].join("|")})(?![\\w-])`, "g");
}

function table(used: readonly Term[]): string[] {
  const sorted = [...used].sort((a, b) => a.term.localeCompare(b.term, "en"));
  return [
    "",
    "| word | what it means |",
    "|---|---|",
    ...sorted.map(({ term, means }) => `| **${term}** | ${means} |`),
  ];
}
