import type { Problem } from "./problems";

/** A cell as the author wrote it, before any pass. */
export interface SourceCell {
  readonly kind: "markdown" | "code";
  /** Kebab-case, the same in every notebook made from this cell. */
  readonly id: string;
  /** The exercise's id, such as `01-streaming-ingestion.create-buckets`, if the cell is graded. */
  readonly exercise?: string;
  readonly tags: readonly string[];
  /** The path, in the project, of the part that contains the cell. */
  readonly file: string;
  /** Line of the `// %%`, from 1. */
  readonly line: number;
  /** Line of `lines[0]`, from 1. */
  readonly firstLine: number;
  /** Code, or markdown without its comment slashes; no blank line at either end. */
  readonly lines: readonly string[];
}

export interface SourceFile {
  /** Path in the project, with forward slashes. */
  readonly file: string;
  readonly text: string;
}

export interface ParsedSource {
  readonly file: string;
  /** The lines before the first cell. */
  readonly head: readonly string[];
  readonly cells: readonly SourceCell[];
  readonly problems: readonly Problem[];
}

const CELL = /^\/\/ %%(?: \[(?<kind>\w+)\])?(?<attributes>(?: [^\s=]+=\S+)*)\s*$/;
const LOOKS_LIKE_A_CELL = /^\s*\/\/\s*%%/;
const CELL_ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const MAX_CELL_ID_LENGTH = 64; // nbformat 4.5

/**
 * Reads a notebook source in jupytext's percent format, as this course uses it.
 *
 *     // %% [markdown] id=welcome
 *     // # Streaming ingestion
 *     // %% id=create-buckets exercise=01-streaming-ingestion.create-buckets tags=slow
 *     await createS3Bucket({ bucketName });
 *
 * The lines before the first cell are for authors and are in no notebook; `parts.ts` reads them.
 *
 * @param text the whole file
 * @param file the file's path in the project, for the problems
 * @returns    head and cells in order, and every problem found; if there are problems, the cells must not be used
 * @see https://jupytext.readthedocs.io/en/latest/formats-scripts.html#the-percent-format
 */
export function parsePercent(text: string, file: string): ParsedSource {
  const problems: Problem[] = [];
  const refuse = (line: number, says: string) => void problems.push({ file, line, says });
  const cells: SourceCell[] = [];
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const starts = lines.flatMap((line, index) => (LOOKS_LIKE_A_CELL.test(line) ? [index] : []));

  for (const [n, start] of starts.entries()) {
    const header = readHeader(lines[start] ?? "", (says) => refuse(start + 1, says));
    if (header === undefined) continue;
    const body = lines.slice(start + 1, starts[n + 1] ?? lines.length);
    const markdown = header.kind === "markdown" ? uncomment(body, (at, says) => refuse(start + 2 + at, says)) : body;
    cells.push({ ...header, file, line: start + 1, ...trimLines(markdown, start + 2) });
  }
  return { file, head: lines.slice(0, starts[0] ?? lines.length), cells, problems };
}

type Header = Pick<SourceCell, "kind" | "id" | "exercise" | "tags">;

function readHeader(line: string, refuse: (says: string) => void): Header | undefined {
  const header = CELL.exec(line)?.groups;
  if (header === undefined) {
    refuse("This is not a cell header: write `// %% [markdown] id=…` or `// %% id=… exercise=… tags=a,b`.");
    return undefined;
  }
  const kind = header["kind"] ?? "code";
  if (kind !== "markdown" && kind !== "code") {
    refuse(`A cell is code or [markdown], not [${kind}].`);
    return undefined;
  }
  const attributes = readAttributes(header["attributes"] ?? "", refuse);
  const id = readId(attributes.get("id"), refuse);
  const exercise = attributes.get("exercise");
  if (kind === "markdown" && exercise !== undefined) refuse("An exercise must be a code cell, not a [markdown] one.");
  const graded = exercise === undefined ? {} : { exercise };
  return id === undefined ? undefined : { kind, id, ...graded, tags: parseTags(attributes.get("tags")) };
}

function parseTags(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(",");
}

function readId(id: string | undefined, refuse: (says: string) => void): string | undefined {
  if (id === undefined) {
    refuse("The cell has no id: write `id=a-kebab-case-name`, and keep it when you edit the cell.");
  } else if (!CELL_ID.test(id) || id.length > MAX_CELL_ID_LENGTH) {
    refuse(`The id \`${id}\` must be kebab-case with at most ${MAX_CELL_ID_LENGTH} characters.`);
  }
  return id;
}

function readAttributes(text: string, refuse: (says: string) => void): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const pair of text.split(" ").filter((word) => word !== "")) {
    const [name = "", value = ""] = pair.split(/=(.*)/s);
    if (!["id", "exercise", "tags"].includes(name))
      refuse(`A cell has no \`${name}=\`; it has id=, exercise= and tags=.`);
    if (attributes.has(name)) refuse(`\`${name}=\` is given twice.`);
    attributes.set(name, value);
  }
  return attributes;
}

function uncomment(lines: readonly string[], refuse: (at: number, says: string) => void): string[] {
  return lines.map((line, index) => {
    const match = /^\/\/(?: (.*)|\s*)$/.exec(line);
    if (match === null && line.trim() !== "") refuse(index, "A line of a [markdown] cell begins with `// `.");
    return (match?.[1] ?? "").trimEnd();
  });
}

function trimLines(lines: readonly string[], firstLine: number): Pick<SourceCell, "firstLine" | "lines"> {
  const full = lines.map((line) => line.trim() !== "");
  const first = full.indexOf(true);
  return first === -1
    ? { firstLine, lines: [] }
    : { firstLine: firstLine + first, lines: lines.slice(first, full.lastIndexOf(true) + 1) };
}
