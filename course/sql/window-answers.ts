import type { Evidence } from "../../grader/index";
import { parseAnswer, type ParseResult } from "./parse-result";
import { readWindowQuery, type WindowQuery } from "./read-window-query";

/** The learner's query over windows, or the reason why it could not be parsed. */
export const getWindowQuery = (run: Evidence, constant: string): ParseResult<WindowQuery> =>
  parseAnswer(run.answer(constant), readWindowQuery, "the query is not understood: ");

/** Where to look in a query that cannot be parsed. */
export const lookAtUnread = (read: ParseResult<unknown>, missing = "a comma, a bracket or a backtick"): string =>
  "isUnreadable" in read && read.isUnreadable === true
    ? "the part that the message names. It may be right, but nothing else of the query can be checked with it"
    : `the word that the message names, and the sign before it: ${missing} may be missing`;

/** Rows in an order of their own, with their columns by name: neither order matters in an answer. */
export const sortRows = (rows: readonly object[]): unknown[] =>
  rows
    .map((row) => Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
