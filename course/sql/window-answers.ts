import type { Evidence } from "../../grader/index";
import { parseAnswer, type ParseResult } from "./parse-result";
import { readWindowQuery, type WindowQuery } from "./read-window-query";

/** The learner's query over windows, or the reason why it could not be parsed. */
export const getWindowQuery = (run: Evidence, constant: string): ParseResult<WindowQuery> =>
  parseAnswer(run.answer(constant), readWindowQuery, "the query is not understood: ");

/** Where to look in a query that cannot be parsed. */
export function lookAtUnread(
  read: ParseResult<unknown>,
  missing = "a comma, a bracket, a quote or a backtick",
): string {
  const { isUnreadable = false, word } = "problem" in read ? read : {};
  if (isUnreadable)
    return "the part that the message names. It may be right, but nothing else of the query can be checked with it";
  return word === undefined
    ? `the word that the message names, and the sign before it: ${missing} may be missing`
    : `${formatAsCode(word)} in your query, and the sign before it: ${missing} may be missing`;
}

/** A word of a query as code; one with backticks cannot be in backticks. */
const formatAsCode = (word: string): string => (/["`]/.test(word) ? word : `\`${word}\``);

/** Rows in an order of their own, with their columns by name: neither order matters in an answer. */
export const sortRows = (rows: readonly object[]): unknown[] =>
  rows
    .map((row) => Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
