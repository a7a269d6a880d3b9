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
  const patterns = terms.map((term) => [term, patternOf(term)] as const);
  const words: Words = { all: patterns.map(([, pattern]) => pattern), open: new Map(patterns), used: [] };
  const linked = cells.map((cell) =>
    cell.kind === "code" || cell.id === GLOSSARY_CELL ? cell : { ...cell, lines: linkedLines(cell.lines, words) },
  );
  return linked.map((cell) =>
    cell.id === GLOSSARY_CELL ? { ...cell, lines: [...cell.lines, ...table(words.used)] } : cell,
  );
}

/** Words that were not met yet are `open`; those that are met go to `used`. */
interface Words {
  readonly all: readonly RegExp[];
  readonly open: Map<Term, RegExp>;
  readonly used: Term[];
}

function linkedLines(lines: readonly string[], { all, open, used }: Words): string[] {
  let inFence = false;
  return lines.map((line) => {
    if (/^\s*```/.test(line)) inFence = !inFence;
    if (inFence || /^\s*(#|```|\{\{|<)|^ {4}/.test(line)) return line;
    let text = line;
    for (const [term, pattern] of open) {
      const at = firstPlain(text, pattern, all);
      if (at === undefined) continue;
      text = `${text.slice(0, at.start)}[${text.slice(at.start, at.end)}](${LINK})${text.slice(at.end)}`;
      open.delete(term);
      used.push(term);
    }
    return text;
  });
}

interface Span {
  readonly start: number;
  readonly end: number;
}

const spansOf = (text: string, pattern: RegExp): Span[] =>
  [...text.matchAll(pattern)].map(({ index, 0: { length } }) => ({ start: index, end: index + length }));

/** Where a word stands first that is neither code nor part of a link, nor of a longer word: the partition of "partition key" is none. */
function firstPlain(text: string, pattern: RegExp, all: readonly RegExp[]): Span | undefined {
  const found = spansOf(text, pattern);
  if (found.length === 0) return undefined;
  const untouched = spansOf(text, UNTOUCHED);
  const words = all.flatMap((one) => spansOf(text, one));
  return found.find(
    (own) =>
      !untouched.some(({ start, end }) => own.start < end && own.end > start) &&
      !words.some(({ start, end }) => start <= own.start && own.end <= end && end - start > own.end - own.start),
  );
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
