import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parsePercent } from "../../authoring/index";
import { listProjectFiles } from "../../scripts/project-files";
import { RETIRED } from "../retired-phrases";
import { keepFindings, listFindings, needHarper } from "./harper";
import {
  extractProse,
  isPrinting,
  isUsage,
  listCellComments,
  listMessages,
  maskCode,
  PRINTED_FOR_LEARNERS,
} from "./messages";

const ROOT = join(import.meta.dirname, "..", "..");
const MAX_WORDS = 30;
/** Harper needs a minute of processor time, which a busy machine gives it in twenty. */
const MAX_MS = 40 * 60_000;

/** Pages that a program writes, mostly tables. */
const GENERATED =
  /^(docs\/(benchmarks|judged-by-others|third-party-licenses)|cloud\/(COVERAGE|FIDELITY)|athena-sql\/FUNCTIONS)\.md$/;
/** Texts for learners, in which no sentence has more than 30 words. */
const FOR_LEARNERS =
  /^(course\/[^/]+\/lab\/.*\.ts|data\/(hints|predictions)\.json|README\.md|docs\/(learners|install|troubleshooting|on-aws)\.md)$/;
/** All pages written by hand have the same limit, where code spans don't count: they list names. */
const PAGE = /\.md$/;
/** Files other than pages that hold texts. */
const WITH_TEXTS = /^(course\/[^/]+\/lab\/.*\.ts|data\/(hints|predictions)\.json)$/;

/** Files in which no retired phrase may be. */
const SOURCE = /\.(md|tsx?|[cm]?js|py|java|sh|json|yml|yaml|txt|ipynb|html|css)$/;
/** Files that quote retired phrases, each with the reason. */
const QUOTES: Readonly<Record<string, string>> = {
  "cloud/services/s3/api/tags.ts": "a message of AWS",
  "docs/changing/style.md": "the list of retired words",
  "scripts/function-names.mjs": "verbs that functions of others begin with",
  "cloud/third-party.mjs": "names of others' files",
  "docs/changing/dependencies.md": "names of others",
  "test/conventions/words.test.ts": "examples of what is found",
  "test/docs/language.test.ts": "an example of what is found",
  "test/docs/dictionary.txt": "Harper's words",
  "test/retired-phrases.ts": "the list itself",
};

const LESSON = /^course\/[^/]+\/lab\/.*\.ts$/;

const WORDS_GO_TO = "correct each finding; a correct word that Harper doesn't know goes to test/docs/dictionary.txt";

/** Harper's rules that are off in generated pages only, each with the reason. */
const GENERATED_RULES_OFF: Readonly<Record<string, string>> = { OkToOkay: "Ok is Firehose's word" };

/** Harper's rules that are off in messages only, each with the reason. */
const MESSAGE_RULES_OFF: Readonly<Record<string, string>> = {
  LongSentences: "the length is checked below, without the texts of usage",
  ItsContraction: "takes a possessive between two nouns for a verb",
  OkToOkay: "Ok is Firehose's word",
  Spaces: "a message may end with an ellipsis after a space, and name a folder with a dot",
  ExpandDirectory: "DIR stands for an argument",
};

/** The Markdown of a page, or of the cells in a part of a lab. */
function extractMarkdown(file: string, source: string): string {
  if (file.endsWith(".json")) return listTexts(JSON.parse(source)).join("\n\n");
  if (!file.endsWith(".ts")) return source;
  const { cells } = parsePercent(source, file);
  return cells.flatMap(({ kind, lines }) => (kind === "markdown" ? [lines.join("\n")] : [])).join("\n\n");
}

/** All sentences in a file of data; its names and single words are left out. */
function listTexts(data: unknown): string[] {
  if (typeof data === "string") return data.includes(" ") ? [data] : [];
  return typeof data === "object" && data !== null ? Object.values(data).flatMap(listTexts) : [];
}

/** The sentences of a Markdown text. A code span counts as one word; blocks of code, pictures and links' targets don't count. */
function splitSentences(markdown: string): string[] {
  const plain = markdown
    .replace(/```[\s\S]*?```|^ {4}.*$/gm, "\n\n")
    .replace(/!\[[^\]]*\]\([^)]*\)|<[^>]+>|\{\{[^}]*\}\}/g, " ")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/``.*?``|`[^`]*`/g, "Code")
    .replace(/\*\*|[*_]/g, "");
  const blocks = plain.split(/\n\s*\n|\n(?=\s*[-|>#]|\s*\d+\. )|\||(?<=^[ \t]*#.*)\n/m);
  return blocks
    .map((block) =>
      block
        .replace(/^[\s>#-]+/, "")
        .replace(/\s+/g, " ")
        .trim(),
    )
    .flatMap((block) => block.split(/(?<=[.?!]["”)]?)\s+(?=[A-Z“"(])/));
}

/** A file's text with comments over several lines joined, so that a phrase is found across a line break. */
const joinLines = (source: string, file: string): string =>
  (file.endsWith(".md") ? source.replace(/```[\s\S]*?```|`[^`\n]*`/g, "") : source).replace(
    /\s*\n[ \t]*(?:\*|\/\/|#|>)*\s*/g,
    " ",
  );

/** All messages of programs and comments of cells, by file. */
async function listAllMessages(): Promise<(readonly [file: string, messages: readonly string[]])[]> {
  const files = await listProjectFiles(ROOT);
  return files.flatMap((file) => {
    const list = isPrinting(file) ? listMessages : LESSON.test(file) ? listCellComments : undefined;
    const messages = list?.(file, readFileSync(join(ROOT, file), "utf8")) ?? [];
    return messages.length === 0 ? [] : [[file, messages] as const];
  });
}

const countWords = (sentence: string): number => sentence.split(" ").filter((word) => /\w/.test(word)).length;

describe("the language of pages and lessons", () => {
  let texts: readonly (readonly [file: string, markdown: string])[];
  before(async () => {
    const files = await listProjectFiles(ROOT);
    texts = files
      .filter((file) => (file.endsWith(".md") && !GENERATED.test(file)) || WITH_TEXTS.test(file))
      .map((file) => [file, extractMarkdown(file, readFileSync(join(ROOT, file), "utf8"))]);
  });
  after(keepFindings);

  it("has no finding by Harper, except for disabled rules", async function () {
    this.timeout(MAX_MS);
    needHarper(this);
    expect(await listFindings(texts), WORDS_GO_TO).to.equal("");
  });

  it("has no finding by Harper in the sentences of generated pages", async function () {
    this.timeout(MAX_MS);
    needHarper(this);
    const generated = (await listProjectFiles(ROOT)).filter((file) => GENERATED.test(file));
    const proses = generated.map((file) => [file, extractProse(readFileSync(join(ROOT, file), "utf8"))] as const);
    expect(await listFindings(proses, GENERATED_RULES_OFF), WORDS_GO_TO).to.equal("");
    const page = "# A b\n| c d. |\n- **KDS-001** (measured) It is a `b` in a [word](x.md).\n- glob minimatch";
    expect(extractProse(page)).to.equal("\n\n- It is a `x` in a word.");
  });

  it(`has no sentence of more than ${MAX_WORDS} words for learners`, () => {
    const found = texts
      .filter(([file]) => FOR_LEARNERS.test(file))
      .flatMap(([file, markdown]) =>
        splitSentences(markdown)
          .filter((sentence) => countWords(sentence) > MAX_WORDS)
          .map((sentence) => `${file}: ${countWords(sentence)} words: ${sentence}`),
      );
    expect(found.join("\n")).to.equal("");
  });

  it(`has no sentence of more than ${MAX_WORDS} words in any page written by hand`, () => {
    const found = texts
      .filter(([file]) => PAGE.test(file))
      .flatMap(([file, markdown]) =>
        splitSentences(markdown)
          .map((sentence) => sentence.replace(/\bCode\b/g, ""))
          .filter((sentence) => countWords(sentence) > MAX_WORDS)
          .map((sentence) => `${file}: ${countWords(sentence)} words: ${sentence}`),
      );
    expect(found.join("\n")).to.equal("");
  });

  it("has no finding by Harper in messages and in comments of cells", async function () {
    this.timeout(MAX_MS);
    needHarper(this);
    const messages = (await listAllMessages()).map(([file, all]) => [file, maskCode(all.join("\n\n"))] as const);
    expect(await listFindings(messages, MESSAGE_RULES_OFF), WORDS_GO_TO).to.equal("");
  });

  it(`has no message of more than ${MAX_WORDS} words a sentence for learners`, async () => {
    const found = (await listAllMessages())
      .filter(([file]) => PRINTED_FOR_LEARNERS.test(file))
      .flatMap(([file, messages]) =>
        messages
          .filter((message) => !isUsage(message))
          .flatMap((message) => splitSentences(message))
          .filter((sentence) => countWords(sentence) > MAX_WORDS)
          .map((sentence) => `${file}: ${countWords(sentence)} words: ${sentence}`),
      );
    expect(found.join("\n")).to.equal("");
  });

  it("is checked in messages of several strings", () => {
    const source = 'print("The stream has " + count + " shards. " + "Delete one of them.");';
    expect(listMessages("a.ts", source)).to.deep.equal(["The stream has `x` shards. Delete one of them."]);
    expect(maskCode("Give --out and shardCount to labs.")).to.equal("Give `x` and `x` to labs.");
  });

  it("has no retired phrases, nor has any other text, comment, title or message", async () => {
    const files = (await listProjectFiles(ROOT)).filter((file) => SOURCE.test(file) && !QUOTES[file]);
    const found = files.flatMap((file) => {
      const plain = `${file} ${joinLines(readFileSync(join(ROOT, file), "utf8"), file)}`;
      return RETIRED.flatMap(([phrase, instead]) =>
        phrase.test(plain) ? [`${file}: ${phrase.exec(plain)?.[0] ?? ""}: write "${instead}"`] : [],
      );
    });
    expect(found.join("\n")).to.equal("");
    expect(joinLines("/** This need\n * not wait. */", "a.ts")).to.include("need not");
  });

  it("is checked for long sentences", () => {
    const sentence = `${"word ".repeat(MAX_WORDS)}end.`;
    expect(splitSentences(`# A heading\n${sentence} Short.\n- item`).map(countWords)).to.deep.equal([
      2,
      MAX_WORDS + 1,
      1,
      1,
    ]);
    expect(splitSentences("Use `a b c` in [this page](x.md).").map(countWords)).to.deep.equal([5]);
  });
});
