import type { SourceCell } from "./percent";

/** A word of the course that a learner may not know, as `course/glossary.json` lists it. */
export interface Term {
  readonly term: string;
  /** Other forms of the word, such as plurals. */
  readonly also?: readonly string[];
  /** The phrases in which the word has this meaning, if the word alone may have another one. */
  readonly only?: readonly string[];
  /** The meaning, in one or two short sentences. */
  readonly means: string;
}

/** The id of the cell into which the glossary is written; a notebook without this cell has no glossary. */
const GLOSSARY_CELL = "glossary";
/** The address that JupyterLab makes from the cell's heading. */
const LINK = "#Glossary";
/** Text that gets no links: code, existing links and images, HTML tags. */
const UNTOUCHED = /`[^`]*`|!?\[[^\]]*\]\([^)]*\)|<[^>]*>/g;

/**
 * Links the first use of each glossary word to the glossary, and writes the words that the lab uses into the glossary's
 * cell.
 */
export function addGlossary(cells: readonly SourceCell[], terms: readonly Term[]): readonly SourceCell[] {
  if (!cells.some(({ id }) => id === GLOSSARY_CELL)) return cells;
  const patterns = terms.map((term) => [term, createPattern(term)] as const);
  const words: GlossaryPatterns = { all: patterns.map(([, pattern]) => pattern), open: new Map(patterns), used: [] };
  const linked = cells.map((cell) =>
    cell.kind === "code" || cell.id === GLOSSARY_CELL ? cell : { ...cell, lines: linkTerms(cell.lines, words) },
  );
  return linked.map((cell) =>
    cell.id === GLOSSARY_CELL ? { ...cell, lines: [...cell.lines, ...createTable(words.used)] } : cell,
  );
}

/** `open`: the words that no cell has used so far; `used`: the words that were found. */
interface GlossaryPatterns {
  readonly all: readonly RegExp[];
  readonly open: Map<Term, RegExp>;
  readonly used: Term[];
}

function linkTerms(lines: readonly string[], { all, open, used }: GlossaryPatterns): string[] {
  let inFence = false;
  return lines.map((line) => {
    if (/^\s*```/.test(line)) inFence = !inFence;
    if (inFence || /^\s*(#|```|\{\{|<)|^ {4}/.test(line)) return line;
    let text = line;
    for (const [term, pattern] of open) {
      const at = findFirstPlain(text, pattern, all);
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

const findSpans = (text: string, pattern: RegExp): Span[] =>
  [...text.matchAll(pattern)].map(({ index, 0: { length } }) => ({ start: index, end: index + length }));

/** The first place of a word outside code, links, and longer words: "partition" in "partition key" does not count. */
function findFirstPlain(text: string, pattern: RegExp, all: readonly RegExp[]): Span | undefined {
  const found = findSpans(text, pattern);
  if (found.length === 0) return undefined;
  const untouched = findSpans(text, UNTOUCHED);
  const words = all.flatMap((item) => findSpans(text, item));
  return found.find(
    (definition) =>
      !untouched.some(({ start, end }) => definition.start < end && definition.end > start) &&
      !words.some(
        ({ start, end }) =>
          start <= definition.start && definition.end <= end && end - start > definition.end - definition.start,
      ),
  );
}

/**
 * The pattern of a whole word. Names such as ARN and Firehose match in their own spelling only, other words also with a
 * capital at the beginning of a sentence.
 */
function createPattern({ term, also = [], only }: Term): RegExp {
  const words = [...(only ?? [term, ...also])].sort((a, b) => b.length - a.length);
  const forms = words
    .flatMap((word) => [word, word.charAt(0).toUpperCase() + word.slice(1)])
    .map((form) => form.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  return new RegExp(`(?<![\\w-])(?:${[...new Set(forms)].join("|")})(?![\\w-])`, "g");
}

function createTable(used: readonly Term[]): string[] {
  const sorted = [...used].sort((a, b) => a.term.localeCompare(b.term, "en"));
  return [
    "",
    "| word | what it means |",
    "|---|---|",
    ...sorted.map(({ term, means }) => `| **${term}** | ${means} |`),
  ];
}
