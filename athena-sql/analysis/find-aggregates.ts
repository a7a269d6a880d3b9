import { findOverloads } from "../functions/registry";
import type { Call, Expression } from "../syntax/ast";
import { formatExpression } from "./format-expression";

type Grouping = Expression & { readonly is: "grouping" };

/** The aggregates, window functions and GROUPING() in parts of an expression, in this order; not those of its subqueries. */
export function findAggregates(...parts: readonly unknown[]): readonly (Call | Grouping)[] {
  const found: (Call | Grouping)[] = [];
  const visit = (part: unknown): void => {
    if (Array.isArray(part)) return part.forEach(visit);
    if (typeof part !== "object" || part === null) return;
    if (isAggregate(part as Expression)) found.push(part as Call | Grouping);
    for (const [name, inner] of Object.entries(part)) if (name !== "query") visit(inner);
  };
  parts.forEach(visit);
  const rankCall = (item: Call | Grouping): number => (item.is === "grouping" ? 2 : item.over === undefined ? 0 : 1);
  return found.sort((first, second) => rankCall(first) - rankCall(second));
}

const isAggregate = (part: Expression): boolean =>
  part.is === "grouping" ||
  (part.is === "call" &&
    (part.over !== undefined || findOverloads(part.name)?.some(({ kind }) => kind !== "scalar") === true));

/** These calls as messages list them: `[sum(b), rank() OVER (ORDER BY a ASC)]`. */
export const formatList = (calls: readonly Expression[]): string => `[${calls.map(formatExpression).join(", ")}]`;
