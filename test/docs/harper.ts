import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { skipIf } from "../../cloud/testing/skip";
import { isPresent } from "../../grader/core/ignore-missing";
import { replaceFile } from "../../kernel/replace-file.mjs";

const ROOT = join(import.meta.dirname, "..", "..");
const HARPER = join(ROOT, ".labs", "harper", "node_modules", "harper.js", "dist");
/** What Harper found in each text of the last run. */
const KNOWN = join(ROOT, ".labs", "test", "harper.json");

/** Harper's rules that are off, each with the reason. */
const RULES_OFF: Readonly<Record<string, string>> = {
  UseTitleCase: "headings are in sentence case, as in Google's style guide",
  SentenceCapitalization: "table cells and list items may be phrases",
  ExpandMemoryShorthands: "units are abbreviated: MB",
  ExpandTimeShorthands: "units are abbreviated: ms",
  ExpandControl: "Ctrl is the name of a key",
  ExpandMinimum: "min is a function's name",
  ExpandStandardInputAndOutput: "stderr is the usual name",
  OxfordComma: "takes an apposition for a list: two streams, input and output",
  SplitWords: "splits the names of programs: moto",
  MergeWords: "joins a unit and the next word: 10 s and",
  CompoundNouns: "a hot key is not a hotkey",
  DisjointPrefixes: "joins words across clauses: settings that you leave out stay",
  MassNouns: "a Chromium is a browser",
  MissingTo: "takes the verb need for a modal verb",
  MissingPreposition: "takes nouns for verbs: a queue",
  MissingDeterminer: "takes verbs for nouns",
  Overall: "joins over and all: over all connections",
  OneOfTheSingular: "takes the number two for a singular",
  OrthographicConsistency: "corrects plurals of capitals: READMEs",
  OutOfDate: "hyphenates out of date after the noun, too",
  InDemandInDepth: "hyphenates in depth after the noun, too",
  PronounInflectionBe: "takes the first of two nouns for the subject",
  PronounKnew: "takes the adjective new for knew",
  ThereToTheir: "takes there are for their",
  ToTwoToo: "takes to for too",
  UnclosedQuotes: "reads inches and code as quotation marks",
  WrongNegative: "takes deque for a negation",
};

interface Lint {
  get_problem_text(): string;
  message(): string;
}

interface Linter {
  setup(): Promise<void>;
  getDefaultLintConfig(): Promise<Record<string, boolean | null>>;
  setLintConfig(config: Record<string, boolean | null>): Promise<void>;
  importWords(words: readonly string[]): Promise<void>;
  organizedLints(text: string, options: { language: "markdown" }): Promise<Record<string, Lint[]>>;
}

interface Finding {
  readonly rule: string;
  readonly says: string;
}

/** Harper for all texts of this file: the program is compiled again for each linter. */
let openedLinter: Promise<Linter> | undefined;

/** What Harper found in texts of an earlier run, by their hash: it needs a minute for all of them. */
const earlier: Readonly<Record<string, readonly Finding[]>> = isPresent(KNOWN)
  ? (JSON.parse(readFileSync(KNOWN, "utf8")) as Record<string, Finding[]>)
  : {};
const current: Record<string, readonly Finding[]> = {};
/** Everything on which Harper's findings depend, beside the text. */
const SETTINGS = [
  readFileSync(join(import.meta.dirname, "harper.txt"), "utf8"),
  readFileSync(join(import.meta.dirname, "dictionary.txt"), "utf8"),
  Object.keys(RULES_OFF).join(),
].join("\n");

/** Skips a test where Harper isn't installed. */
export const needHarper = (test: Mocha.Context): void =>
  skipIf(
    test,
    existsSync(HARPER) ? undefined : "Harper isn't installed: `npm test` installs it where there is a network",
  );

/**
 * What Harper finds in texts, with our terms and rules.
 *
 * @param off rules that don't count, each with the reason
 * @returns one line for each finding, with the file's name
 */
export async function listFindings(
  texts: readonly (readonly [file: string, markdown: string])[],
  off: Readonly<Record<string, string>> = {},
): Promise<string> {
  const lines: string[] = [];
  for (const [file, markdown] of texts) {
    const hash = createHash("sha256").update(SETTINGS).update(markdown).digest("base64");
    current[hash] = earlier[hash] ?? (await lint(markdown));
    for (const { rule, says } of current[hash]) if (!off[rule]) lines.push(`${file}: ${rule}: ${says}`);
  }
  return lines.join("\n");
}

async function lint(markdown: string): Promise<Finding[]> {
  const linter = await (openedLinter ??= createLinter());
  return Object.entries(await linter.organizedLints(markdown, { language: "markdown" })).flatMap(([rule, lints]) =>
    lints.map((finding) => ({ rule, says: `"${finding.get_problem_text()}": ${finding.message()}` })),
  );
}

async function createLinter(): Promise<Linter> {
  const load = async (file: string): Promise<Record<string, unknown>> =>
    (await import(pathToFileURL(join(HARPER, file)).href)) as Record<string, unknown>;
  const { LocalLinter, Dialect } = (await load("index.js")) as {
    LocalLinter: new (options: object) => Linter;
    Dialect: { American: unknown };
  };
  const { binaryInlined } = await load("binaryInlined.js");
  const linter = new LocalLinter({ binary: binaryInlined, dialect: Dialect.American });
  await linter.setup();
  await linter.importWords(
    readFileSync(join(import.meta.dirname, "dictionary.txt"), "utf8")
      .trim()
      .split("\n"),
  );
  const rules = await linter.getDefaultLintConfig();
  expect(rules).to.include.keys(Object.keys(RULES_OFF));
  await linter.setLintConfig({
    ...rules,
    ...Object.fromEntries(Object.keys(RULES_OFF).map((rule) => [rule, false])),
  });
  return linter;
}

/** Keeps what Harper found in this run's texts for the next run. */
export function keepFindings(): void {
  if (Object.keys(current).length > 0) replaceFile(KNOWN, Buffer.from(JSON.stringify(current)));
}
