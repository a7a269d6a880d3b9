import type { Expression, GroupingElement, SelectItem, Specification, Window } from "./ast";
import { parseWindow } from "./parse-call";
import type { Cursor } from "./cursor";
import { parseRelations } from "./parse-relation";

/** Reads SELECT … FROM … WHERE … GROUP BY … HAVING … WINDOW …. @throws SyntaxFault */
export function parseSpecification(cursor: Cursor): Specification {
  const { at } = cursor.expect("SELECT");
  const distinct = cursor.acceptOne("ALL", "DISTINCT") === "DISTINCT";
  const items = cursor.list(() => selectItem(cursor));
  return {
    is: "select",
    at,
    distinct,
    items,
    from: cursor.accept("FROM") ? parseRelations(cursor) : undefined,
    where: cursor.accept("WHERE") ? cursor.parseExpression() : undefined,
    groupBy: groupBy(cursor),
    having: cursor.accept("HAVING") ? cursor.parseExpression() : undefined,
    windows: cursor.accept("WINDOW") ? parseWindows(cursor) : {},
  };
}

function selectItem(cursor: Cursor): SelectItem {
  const { at } = cursor;
  if (cursor.accept("*")) return { is: "all", at, qualifier: undefined, aliases: undefined };
  const qualifier = parseQualifiedStar(cursor);
  if (qualifier !== undefined)
    return {
      is: "all",
      at,
      qualifier,
      aliases: cursor.accept("AS") ? cursor.parseList(() => cursor.expectPlacedName()) : undefined,
    };
  const value = cursor.parseExpression();
  return {
    is: "expression",
    at,
    value,
    alias: cursor.accept("AS") || cursor.isAlias() ? cursor.expectTitle() : undefined,
  };
}

/** Reads a name with a star, such as `t.*` or `db.t.*`; undefined for anything else. */
function parseQualifiedStar(cursor: Cursor): Expression | undefined {
  let count = 0;
  while (["word", "quoted"].includes(cursor.peek(count).kind) && cursor.peek(count + 1).text === ".") count += 2;
  if (count === 0 || cursor.peek(count).text !== "*") return undefined;
  const { at } = cursor;
  const title = cursor.expectTitle();
  let qualifier: Expression = { is: "name", at, name: title.toLowerCase(), title };
  for (cursor.expect("."); !cursor.accept("*"); cursor.expect(".")) {
    const field = cursor.expectTitle();
    qualifier = { is: "field", at, base: qualifier, name: field.toLowerCase(), title: field };
  }
  return qualifier;
}

function groupBy(cursor: Cursor): GroupingElement[] | undefined {
  if (!cursor.accept("GROUP", "BY")) return undefined;
  cursor.acceptOne("ALL", "DISTINCT");
  return cursor.list(() => parseGroupingElement(cursor));
}

function parseGroupingElement(cursor: Cursor): GroupingElement {
  if (cursor.accept("CUBE")) return { is: "cube", items: cursor.parseList(() => cursor.parseExpression()) };
  if (cursor.accept("ROLLUP")) return { is: "rollup", items: cursor.parseList(() => cursor.parseExpression()) };
  if (cursor.accept("GROUPING", "SETS")) return { is: "sets", sets: cursor.parseList(() => parseGroupingSet(cursor)) };
  if (cursor.accept("(", ")")) return { is: "simple", items: [] };
  return { is: "simple", items: flattenRow(cursor.parseExpression()) };
}

function parseGroupingSet(cursor: Cursor): readonly Expression[] {
  if (cursor.accept("(", ")")) return [];
  return flattenRow(cursor.parseExpression());
}

/** In GROUP BY, `(a, b)` groups by both columns, and is not a row. */
const flattenRow = (value: Expression): readonly Expression[] => (value.is === "row" ? value.items : [value]);

function parseWindows(cursor: Cursor): Record<string, Window> {
  const named: Record<string, Window> = {};
  cursor.list(() => {
    const name = cursor.expectName();
    cursor.expect("AS", "(");
    named[name] = parseWindow(cursor);
    cursor.expect(")");
  });
  return named;
}
