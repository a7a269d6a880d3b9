import { getItemAt } from "../../../../core/item-at";
import { tokenize } from "../ddl/tokens";
import * as faults from "../faults";

/**
 * The one statement in a text, without the blanks and semicolons around it: the API answers it in this form, and
 * positions in messages count from its beginning. Comments are not blanks: after a semicolon, a comment is a second
 * statement (measured on AWS by others, 2026-09-26).
 *
 * @throws AwsFault if the text has no statement, or more than one
 */
export function extractStatement(query: string): string {
  const ends = tokenize(query)
    .filter(({ kind, value }) => kind === "sign" && value === ";")
    .map(({ at }) => at);
  const pieces = [...ends, query.length].map((end, index) =>
    query.slice(index === 0 ? 0 : getItemAt(ends, index - 1) + 1, end).trim(),
  );
  const statements = pieces.filter((piece) => piece !== "");
  if (statements.length > 1) throw faults.createManyStatementsFault(query.trimEnd());
  const [statement] = statements;
  if (statement === undefined && ends.length > 0) throw faults.createEmptyStatementFault(query.trimEnd());
  return statement ?? "";
}
