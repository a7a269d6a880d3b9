import { readFile } from "node:fs/promises";
import { join } from "node:path";
import ts from "typescript";
import { labs } from "../../course/index";
import { createLearnerView, getSolutionCode, parseLab, readLab, type ParsedLab } from "../../authoring/index";

/** A file of a class's copy. */
export interface CopiedFile {
  readonly path: string;
  /** As `decodeText` returns it. */
  readonly text: string;
}

/** Shorter lines, such as `return true;`, are in any program. */
const MIN_LINE = 12;
/** Shorter strings, such as `DirectPut`, are names that learners are given. */
const MIN_STRING = 15;

/** Lines of solutions that the checks contain, too: they advise a learner whose answer is wrong, or call AWS the same way. */
const LINES_OF_CHECKS: readonly string[] = [
  "DestinationId: destinationId,",
  "new CreateScheduleCommand({",
  'FlexibleTimeWindow: { Mode: "OFF" },',
  "Arn: PLANNER_ARN,",
  'Namespace: "AWS/Lambda",',
  "PartitionKey: person.login.uuid,",
];

/** A text together with all texts encoded in it: strings of JSON, and base64. */
export function decodeText(text: string): string {
  const strings: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === "string") strings.push(value);
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(collect);
  };
  try {
    collect(JSON.parse(text));
  } catch {
    // The text isn't JSON, so it contains no encoded strings.
  }
  const runs = [text, ...strings].flatMap((string) => string.match(/[A-Za-z0-9+/_-]{40,}={0,2}/g) ?? []);
  return joinLines([text, ...strings, ...runs.map((run) => Buffer.from(run, "base64").toString())].join("\n"));
}

const joinLines = (text: string): string => text.replace(/\s+/g, " ");

/** Reads files of a folder, each with all texts encoded in it. */
export const readDecoded = (root: string, paths: readonly string[]): Promise<CopiedFile[]> =>
  Promise.all(paths.map(async (path) => ({ path, text: decodeText(await readFile(join(root, path), "utf8")) })));

/** A part of a solution that no file of a class's copy may contain. */
export interface Secret {
  readonly exercise: string;
  /** A text, or the pattern of a question of a quiz with its right letters. */
  readonly text: string | RegExp;
}

/**
 * The secrets of all labs: each line of a solution, each line of a string in it, such as a query, and each question of a quiz with its
 * right letters. Lines that learners are given anyway are none: in another cell, in a hint, or in a file that isn't about a lab, such as
 * those of the library.
 *
 * @param files of the copy
 */
export async function listSecrets(root: string, files: readonly CopiedFile[]): Promise<Secret[]> {
  const parsed = await Promise.all(labs.map(async ({ id }) => parseLab(await readLab(root, id))));
  const hints = decodeText(await readFile(join(root, "data", "hints.json"), "utf8"));
  const others = files.filter(({ path }) => !isAboutLab(path)).map(({ text }) => text);
  const learnerTexts = [...parsed.flatMap(listHandedOutTexts), hints, ...others, ...LINES_OF_CHECKS].join("\n");
  return parsed
    .flatMap(({ exercises }) => exercises)
    .flatMap(({ id: exercise, lines, region }) => {
      const code = getSolutionCode(lines, region);
      const texts = new Set([...listStatements(code), ...listStrings(code)].map(joinLines));
      const letters = exercise.endsWith(".quiz") ? listRightLetters(code) : [];
      return [...[...texts].filter((text) => !learnerTexts.includes(text)), ...letters].map((text) => ({
        exercise,
        text,
      }));
    });
}

/** @returns a line for each secret in each file */
export function findSecrets(secrets: readonly Secret[], files: readonly CopiedFile[]): string[] {
  return secrets.flatMap(({ exercise, text }) =>
    files
      .filter((file) => (typeof text === "string" ? file.text.includes(text) : text.test(file.text)))
      .map(({ path }) => `${path}: ${exercise}: ${String(text)}`),
  );
}

const SCRIPTS = new Set(labs.flatMap(({ scripts }) => scripts));

/** Whether a file is about a lab. Templates of what a lab takes as given are copied unchanged, and have no solution. */
const isAboutLab = (path: string): boolean =>
  SCRIPTS.has(path) || /^(notebooks|data|course\/(?![^/]+\/given\/))/.test(path);

/** What a lab's learners are given to read: all cells and scripts, without the solutions. */
function listHandedOutTexts({ source, cells, exercises }: ParsedLab): string[] {
  const scripts = source.scripts.map(({ text }) => text.split(/\r?\n/));
  return [...cells.map(({ lines }) => lines), ...scripts].map((lines) => {
    const regions = exercises
      .filter((exercise) => exercise.lines.join("\n") === lines.join("\n"))
      .map(({ region }) => region);
    return joinLines(createLearnerView(lines, regions).join("\n"));
  });
}

/** The lines of code that are long enough to be distinctive. */
const listStatements = (code: string): string[] =>
  code
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.length >= MIN_LINE && !line.startsWith("import "));

/** The lines of the strings in code: a query, a path, a prefix. Of a template, the parts between its values. */
function listStrings(code: string): string[] {
  const strings: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isPropertyAssignment(node)) return visit(node.initializer); // a name is no answer
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      strings.push(...node.text.split("\n"));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("solution.ts", code, ts.ScriptTarget.Latest));
  return strings.map((line) => line.trim()).filter((line) => line.length >= MIN_STRING);
}

/** The questions of a quiz with their right letters: `"partition-key": "d"`, in code or in JSON. */
const listRightLetters = (code: string): RegExp[] =>
  [...code.matchAll(/^\s*"?([\w-]+)"?: "([a-z]+)",/gm)].map(
    ([, question, letters]) => new RegExp(`(?<![\\w-])${question}\\W{1,6}${letters}(?![\\w-])`),
  );
