import type { Expression } from "../syntax/ast";
import type { Context, Field, Scan } from "./context";
import { nameChain } from "./resolve";

/**
 * Adds the conditions of a WHERE, or of an inner join's ON, to the scans whose columns they name, so that partitions
 * which cannot meet a condition are not read. Works through views and subqueries too, as long as these select the
 * columns unchanged.
 */
export function pushConditions(where: Expression, context: Context): void {
  if (where.is === "and") {
    pushConditions(where.left, context);
    pushConditions(where.right, context);
    return;
  }
  const scans = new Set<Scan["conditions"]>();
  for (const name of listNames(where)) {
    const source = findField(name, context)?.source;
    if (source !== undefined) scans.add(source.scan.conditions);
  }
  for (const conditions of scans) {
    const findColumn = (name: Expression): string | undefined => {
      const source = findField(name, context)?.source;
      return source?.scan.conditions === conditions ? source.column : undefined;
    };
    conditions.push({ condition: where, getColumn: findColumn, parameters: context.parameters });
  }
}

/** The column of this query level that a name stands for. The analysis has refused ambiguous names before. */
function findField(name: Expression, { scope, lambdas }: Context): Field | undefined {
  const parts = nameChain(name)?.map((part) => part.name);
  if (parts === undefined || lambdas.has(parts[0] ?? "")) return undefined;
  return scope.fields.find(({ name: last, qualifier }) => {
    const before = parts.slice(0, -1);
    return (
      last === parts.at(-1) &&
      before.every((part, index) => qualifier[qualifier.length - before.length + index] === part)
    );
  });
}

/** All names in an expression that stand for values of a row. */
function listNames(expression: Expression): Expression[] {
  if (nameChain(expression) !== undefined) return [expression];
  const found: Expression[] = [];
  for (const part of Object.values(expression) as unknown[]) {
    for (const each of Array.isArray(part) ? (part as unknown[]) : [part])
      if (isExpression(each)) found.push(...listNames(each));
  }
  return found;
}

const isExpression = (value: unknown): value is Expression =>
  typeof value === "object" && value !== null && "is" in value && "at" in value;
