import type { Expression } from "../syntax/ast";
import { formatField } from "../types/convert";
import { createFaultAt, type Context, type Field, type Scope, type TypedExpression } from "./context";

/** The parts of a name like `a.b.c`, each in lower case and as written; undefined for another expression. */
export function nameChain(
  expression: Expression,
): readonly { readonly name: string; readonly title: string }[] | undefined {
  if (expression.is === "name") return [expression];
  if (expression.is !== "field") return undefined;
  const base = nameChain(expression.base);
  return base && [...base, expression];
}

const getTitle = (chain: NonNullable<ReturnType<typeof nameChain>>): string =>
  chain.map(({ title }) => title).join(".");

const isMatching = ({ name, qualifier }: Field, parts: readonly string[]): boolean => {
  const before = parts.slice(0, -1);
  return (
    name === parts.at(-1) &&
    before.length <= qualifier.length &&
    before.every((part, index) => qualifier[qualifier.length - before.length + index] === part)
  );
};

/** @throws QueryFault COLUMN_NOT_FOUND, AMBIGUOUS_NAME */
export function resolveName(expression: Expression & { readonly is: "name" }, context: Context): TypedExpression {
  return (
    context.lambdas.get(expression.name) ??
    findOutput(expression, context) ??
    findColumn(expression, context) ??
    throwMissing(expression, context)
  );
}

/** The result's column of that name, in ORDER BY. @throws QueryFault AMBIGUOUS_NAME, COLUMN_NOT_FOUND inside of an aggregate */
function findOutput(
  { name, title, at }: Expression & { readonly is: "name" },
  context: Context,
): TypedExpression | undefined {
  const [output, another] = context.outputs?.filter((output) => output.name === name) ?? [];
  if (output === undefined) return undefined;
  if (another !== undefined) throw createFaultAt(context, at, ["AMBIGUOUS_NAME", `Column '${title}' is ambiguous`]);
  if (context.grouping.insideAggregate)
    throw createFaultAt(context, at, [
      "COLUMN_NOT_FOUND",
      "Invalid reference to output projection attribute from ORDER BY aggregation",
    ]);
  markUsed(output);
  return { type: output.type, sql: output.selected ?? output.sql };
}

/** A column by its name, qualified or not, or a member of a row. @throws QueryFault */
export function resolveField(
  expression: Expression & { readonly is: "field" },
  context: Context,
  valueOf: (base: Expression) => TypedExpression,
): TypedExpression {
  const column = findColumn(expression, context);
  if (column !== undefined) return column;
  const chain = nameChain(expression);
  const [first] = chain ?? [];
  if (
    chain !== undefined &&
    first !== undefined &&
    !isColumnStart(
      chain.map(({ name }) => name),
      context,
    )
  )
    throwMissing(expression, context);
  const base = valueOf(expression.base);
  if (base.type.kind !== "row")
    throw createFaultAt(context, expression.at, [
      "TYPE_MISMATCH",
      `Expression ${chain ? getTitle(chain.slice(0, -1)) : "before the dot"} is not of type ROW`,
    ]);
  const index = base.type.fields.findIndex(({ name }) => name?.toLowerCase() === expression.name);
  const member = base.type.fields[index];
  if (member === undefined) return throwMissing(expression, context);
  return { type: member.type, sql: formatField(base.sql, index + 1, member.type) };
}

function isColumnStart(parts: readonly string[], context: Context): boolean {
  const [first = ""] = parts;
  if (context.lambdas.has(first) || context.outputs?.some(({ name }) => name === first) === true) return true;
  return parts.some((_, count) => findInScopes(context.scope, parts.slice(0, count + 1)).found.length > 0);
}

function throwMissing(expression: Expression, context: Context): never {
  const chain = nameChain(expression);
  const name = chain === undefined ? "null" : getTitle(chain);
  throw createFaultAt(context, expression.at, [
    "COLUMN_NOT_FOUND",
    `Column '${name.toLowerCase()}' cannot be resolved or requester is not authorized to access requested resources`,
  ]);
}

function findColumn(expression: Expression, context: Context): TypedExpression | undefined {
  const chain = nameChain(expression);
  if (chain === undefined) return undefined;
  const { found, level } = findInScopes(
    context.scope,
    chain.map(({ name }) => name),
  );
  if (found.length > 1)
    throw createFaultAt(context, expression.at, ["AMBIGUOUS_NAME", `Column '${getTitle(chain)}' is ambiguous`]);
  const [field] = found;
  if (field === undefined) return undefined;
  if (level === 0 && !context.grouping.insideAggregate)
    context.grouping.loose.push({ at: expression.at, text: getTitle(chain) });
  if (context.madeOf === undefined) markUsed(field);
  else context.madeOf.push(field);
  return { type: field.type, sql: field.sql, source: field.source };
}

/** Marks a table's column, or each that an expression is made of, as needed, so that the scan reads it. */
export function markUsed({ source, madeOf }: TypedExpression): void {
  source?.scan.used.add(source.column);
  // Once is enough, and nested queries would otherwise repeat it without measure.
  madeOf?.splice(0).forEach(markUsed);
}

function findInScopes(
  scope: Scope,
  parts: readonly string[],
): { readonly found: readonly Field[]; readonly level: number } {
  let level = 0;
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    const found = at.fields.filter((field) => isMatching(field, parts));
    if (found.length > 0) return { found, level };
    level += 1;
  }
  return { found: [], level };
}
