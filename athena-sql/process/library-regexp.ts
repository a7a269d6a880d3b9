import { listValue } from "@duckdb/node-api";
import { JobFault } from "./job";
import type { ScalarFunction } from "./scalar-functions";

const known = new Map<string, RegExp>();
const MAX_KNOWN = 1000;

/** A Java pattern compiled as JavaScript's. @throws JobFault INVALID_FUNCTION_ARGUMENT */
function compilePattern(text: string): RegExp {
  const before = known.get(text);
  if (before !== undefined) {
    before.lastIndex = 0;
    return before;
  }
  const regExp = compileRegExp(text);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(text, regExp);
  return regExp;
}

/** Flags at the beginning become JavaScript's flags; JavaScript has no possessive quantifiers and no atomic groups. */
function compileRegExp(text: string): RegExp {
  const [flags = "", letters = ""] = /^\(\?([imsx]+)\)/.exec(text) ?? [];
  const body = text
    .slice(flags.length)
    .replaceAll(/\\([AzZ])/g, (_, letter: string) => (letter === "A" ? "^" : "$"))
    .replaceAll(/\\x\{([0-9a-fA-F]+)\}/g, "\\u{$1}")
    .replaceAll(/\\p\{(Alpha|Digit|Alnum|Upper|Lower|Punct|Space)\}/g, (_, name: string) => POSIX[name] ?? "")
    .replaceAll(/\\Q([\s\S]*?)\\E/g, (_, literal: string) => literal.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  const plain = `g${letters.replace(/[^ims]/g, "")}`;
  for (const options of [`${plain}u`, plain]) {
    try {
      return new RegExp(body, options);
    } catch {
      // Without the flag `u`, JavaScript also accepts a backslash before a letter that needs none.
    }
  }
  throw new JobFault("INVALID_FUNCTION_ARGUMENT", `Invalid regular expression: ${text}`);
}

const POSIX: Readonly<Record<string, string>> = {
  Alpha: "\\p{Alphabetic}",
  Digit: "\\p{Nd}",
  Alnum: "[\\p{Alphabetic}\\p{Nd}]",
  Upper: "\\p{Uppercase}",
  Lower: "\\p{Lowercase}",
  Punct: "[!-\\/:-@\\[-`{-~]",
  Space: "\\s",
};

function getGroup(match: RegExpMatchArray, group: bigint): string | null {
  if (group < 0n || Number(group) >= match.length)
    throw new JobFault(
      "INVALID_FUNCTION_ARGUMENT",
      `Pattern has ${match.length - 1} groups. Cannot access group ${group}`,
    );
  return match[Number(group)] ?? null;
}

function throwUnknownGroup(group: string): never {
  throw new JobFault("INVALID_FUNCTION_ARGUMENT", `Illegal replacement sequence: unknown group ${group}`);
}

/** Replaces `$1`, `${name}` and `\$` in a replacement text, as Java does. */
function formatReplacement(text: string, match: RegExpMatchArray): string {
  return text.replaceAll(/\\([\s\S])|\$(?:(\d+)|\{([^}]+)\})/g, (...found: (string | undefined)[]) => {
    const [, escaped, number, name] = found;
    if (escaped !== undefined) return escaped;
    if (name !== undefined) {
      if (match.groups === undefined || !Object.hasOwn(match.groups, name)) throwUnknownGroup(`{ ${name} }`);
      return match.groups[name] ?? "";
    }
    // Only as many digits belong to the number as still name an existing group.
    let digits = number ?? "";
    while (digits.length > 1 && Number(digits) >= match.length) digits = digits.slice(0, -1);
    if (Number(digits) >= match.length) throwUnknownGroup(digits);
    return (match[Number(digits)] ?? "") + (number ?? "").slice(digits.length);
  });
}

/** All matches from an index of the text on. */
function matchAll(text: string, pattern: string, from = 0): RegExpExecArray[] {
  const regex = compilePattern(pattern);
  regex.lastIndex = from;
  return [...text.matchAll(regex)];
}

/** Functions of regular expressions, which behave as Java's do. */
export const regularFunctions: Readonly<Record<string, ScalarFunction>> = {
  pattern_matches: {
    takes: ["VARCHAR", "VARCHAR"],
    gives: "BOOLEAN",
    answer: (text: string, pattern: string) => compilePattern(pattern).test(text),
  },
  pattern_count: {
    takes: ["VARCHAR", "VARCHAR"],
    gives: "BIGINT",
    answer: (text: string, pattern: string) => BigInt(matchAll(text, pattern).length),
  },
  pattern_group: {
    takes: ["VARCHAR", "VARCHAR", "BIGINT"],
    gives: "VARCHAR",
    answer: (text: string, pattern: string, group: bigint) => {
      const match = compilePattern(pattern).exec(text);
      return match === null ? null : getGroup(match, group);
    },
  },
  pattern_groups: {
    takes: ["VARCHAR", "VARCHAR", "BIGINT"],
    gives: "VARCHAR[]",
    answer: (text: string, pattern: string, group: bigint) =>
      listValue(matchAll(text, pattern).map((match) => getGroup(match, group))),
  },
  pattern_place: {
    takes: ["VARCHAR", "VARCHAR", "BIGINT", "BIGINT"],
    gives: "INTEGER",
    answer: (...[text, pattern, start, occurrence]: [string, string, bigint, bigint]) => {
      if (start < 1n || occurrence < 1n)
        throw new JobFault("INVALID_FUNCTION_ARGUMENT", "'start' and 'occurrence' must be positive");
      if (Number(start) > [...text].length + 1) return -1;
      const offset = [...text].slice(0, Number(start) - 1).join("").length;
      const match = matchAll(text, pattern, offset)[Number(occurrence) - 1];
      return match === undefined ? -1 : [...text.slice(0, match.index)].length + 1;
    },
  },
  pattern_replaced: {
    takes: ["VARCHAR", "VARCHAR", "VARCHAR"],
    gives: "VARCHAR",
    answer: (text: string, pattern: string, replacement: string) => {
      let result = "";
      let from = 0;
      for (const match of matchAll(text, pattern)) {
        result += text.slice(from, match.index) + formatReplacement(replacement, match);
        from = match.index + match[0].length;
      }
      return result + text.slice(from);
    },
  },
  pattern_split: {
    takes: ["VARCHAR", "VARCHAR"],
    gives: "VARCHAR[]",
    answer: (text: string, pattern: string) => listValue(splitByPattern(text, pattern)),
  },
  pattern_gaps: {
    takes: ["VARCHAR", "VARCHAR"],
    gives: "VARCHAR[]",
    answer: (text: string, pattern: string) => listValue(splitByPattern(text, pattern)),
  },
  /** The groups of each match, as JSON. */
  pattern_matched: {
    takes: ["VARCHAR", "VARCHAR"],
    gives: "VARCHAR[]",
    answer: (text: string, pattern: string) =>
      listValue(
        matchAll(text, pattern).map((match) =>
          JSON.stringify(match.slice(1).map((group) => (group as string | undefined) ?? null)),
        ),
      ),
  },
  pattern_woven: {
    takes: ["VARCHAR[]", "VARCHAR[]"],
    gives: "VARCHAR",
    answer: (around: { readonly items: readonly string[] }, between: { readonly items: readonly string[] }) =>
      around.items.map((text, index) => text + (between.items.at(index) ?? "")).join(""),
  },
};

/** The parts of a string between the matches. */
function splitByPattern(text: string, pattern: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const match of matchAll(text, pattern)) {
    parts.push(text.slice(from, match.index));
    from = match.index + match[0].length;
  }
  return [...parts, text.slice(from)];
}
