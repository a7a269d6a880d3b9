import type { Evidence } from "../../grader/index";
import { parseAnswer, type ParseResult } from "./parse-result";
import { readWindowQuery, type WindowQuery } from "./read-window-query";

/** The learner's query over windows, or the reason why it could not be parsed. */
export const getWindowQuery = (run: Evidence, constant: string): ParseResult<WindowQuery> =>
  parseAnswer(run.answer(constant), readWindowQuery, "the query is not understood: ");

/** Where to look in a query that cannot be parsed. */
export const NOT_READ =
  "the word that the message names, and the sign before it: a comma, a bracket or a backtick may be missing";

/** Rows in an order of their own, with their columns by name: neither order matters in an answer. */
export const sortRows = (rows: readonly object[]): unknown[] =>
  rows
    .map((row) => Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
