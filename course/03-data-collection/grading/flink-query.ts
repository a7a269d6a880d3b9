import type { Evidence } from "../../../grader/index";
import { runSteps } from "../../sql/query-steps";
import type { Row } from "../../sql/read-expression";
import { parseAnswer, type ParseResult } from "../../sql/parse-result";
import { readQuery } from "../../sql/read-query";
import { UnreadableSqlError } from "../../sql/read-sql";

/** A parsed query: `SELECT … FROM people WHERE …`, in the SQL of Flink. */
export interface FlinkQuery {
  readonly from: string;
  /** Whether its condition takes a row. */
  readonly consume: (row: Row) => boolean;
  /** The values that it makes of a row, by the names of its columns, whatever its condition says. */
  readonly computeValues: (row: Row) => Row;
}

/** @throws SqlParseError if the query cannot be parsed */
export function readFlinkQuery(sql: string): FlinkQuery {
  const { table, steps, windows, groups } = readQuery(sql, true);
  if (windows !== undefined || groups !== undefined) throw new UnreadableSqlError("windows or groups in this query");
  return {
    from: table,
    consume: (row) => runSteps(steps, [row]).length > 0,
    computeValues: (row) =>
      runSteps(
        steps.filter(({ kind }) => kind !== "filter"),
        [row],
      ).at(0)?.row ?? {},
  };
}

/** The learner's query, or the reason why it could not be parsed. */
export const getFlinkQuery = (run: Evidence): ParseResult<FlinkQuery> =>
  parseAnswer(run.answer("FLINK_QUERY"), readFlinkQuery, "the query is not understood: ");

/** A made-up person as Flink's table has them: the values of nested rows by their path. */
export const toNestedRow = ({ first, last, gender, age, country }: Row): Row => ({
  "name.first": first ?? "",
  "name.last": last ?? "",
  gender: gender ?? "",
  "dob.age": age ?? 0,
  "location.country": country ?? "",
});
