import { relative, sep } from "node:path";
import { findProjectRoot } from "./project-root";

/** A stack's line in Node or in a package, or Node's own last line. */
const FOREIGN_LINE = /^\s+at .*(node_modules|node:|<anonymous>)|^Node\.js v\d/;
/**
 * The beginning of an error's members, which services add: `at … {` or `Error: … {`, to the `}` in the first column.
 */
const MEMBERS = / \{$/;

/**
 * The lines that a program printed when an error ended it, without lines that are not its own: those of Node, of
 * packages such as the AWS SDK, and the members that the SDK adds. Other lines stay as they are; paths in the project
 * become short.
 */
export function selectLearnerLines(lines: readonly string[], root = findProjectRoot()): string[] {
  const learnerLines: string[] = [];
  let isMember = false;
  let isNode = false;
  for (const line of lines) {
    if (isMember) {
      isMember = line !== "}";
      continue;
    }
    // Node shows its own line code, and a caret below it.
    if (isNode) {
      isNode = !/^\s*\^+$/.test(line);
      continue;
    }
    isNode = /^node:\S+:\d+$/.test(line);
    isMember = MEMBERS.test(line) && /^\s+at |^\w*(Error|Exception): /.test(line);
    if (!isNode && !FOREIGN_LINE.test(line))
      learnerLines.push(describeLine(shortenLine(isMember ? line.replace(MEMBERS, "") : line, root)));
  }
  return learnerLines;
}

function shortenLine(line: string, root: string): string {
  const folder = root.endsWith(sep) ? root : `${root}${sep}`;
  return line.replaceAll(`file://${folder.split(sep).join("/")}`, "").replaceAll(folder, "");
}

/** esbuild's title for a script that does not compile, as Node 20 and Node 24 print it; a line for each error follows. */
const NO_SYNTAX_TITLE = /^Error(?: \[TransformError\])?: Transform failed with \d+ errors?:$/;
const NO_SYNTAX = /^(\S+\.ts):(\d+):\d+: ERROR: (.*?)\.?$/;

function describeLine(line: string): string {
  if (NO_SYNTAX_TITLE.test(line)) return "The script didn't start, because its code has a syntax error.";
  return line.replace(NO_SYNTAX, "$1, line $2: $3. Fix this line, or the one before it, and save the file.");
}

/**
 * A line of a stack: `at run (file:///labs/src/etl/consumer.ts:58:12)`, or with a plain path instead of a URL, or
 * without the brackets.
 */
const FRAME = /(?:\(|at (?:async )?)((?:file:\/\/)?(?:\/|[A-Za-z]:[\\/])[^()]*?\.ts):(\d+):\d+\)?$/gm;

/**
 * The place in the project's own code where an error was thrown, or where the function that threw it was called.
 *
 * @returns path from the project's root, and the line; undefined if no line of the stack is the project's
 */
export function findPosition(error: unknown, root = findProjectRoot()): { file: string; line: number } | undefined {
  const stack = error instanceof Error ? String(error.stack) : "";
  for (const [, address = "", line = ""] of stack.matchAll(FRAME)) {
    const file = relative(root, address.replace(/^file:\/\/(\/(?=[A-Za-z]:))?/, ""))
      .split(sep)
      .join("/");
    if (!/^\.\.|node_modules|^src\/running\//.test(file)) return { file, line: Number(line) };
  }
  return undefined;
}
