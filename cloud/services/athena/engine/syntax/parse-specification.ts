import type { Expression, GroupingElement, SelectItem, Specification, Window } from "./ast";
import { parseWindow } from "./parse-call";
import type { Cursor } from "./cursor";
import { parseRelations } from "./parse-relation";

/** Reads SELECT … FROM … WHERE … GROUP BY … HAVING … WINDOW …. @throws SyntaxFault */
export function parseSpecification(cursor: Cursor): Specification {
  const { at } = cursor.need("SELECT");
  const distinct = cursor.acceptOne("ALL", "DISTINCT") === "DISTINCT";
  const items = cursor.list(() => selectItem(cursor));
  return {
    is: "select",
    at,
    distinct,
    items,
    from: cursor.accept("FROM") ? parseRelations(cursor) : undefined,
    where: cursor.accept("WHERE") ? cursor.expression() : undefined,
    groupBy: groupBy(cursor),
    having: cursor.accept("HAVING") ? cursor.expression() : undefined,
    windows: cursor.accept("WINDOW") ? windows(cursor) : {},
  };
}

function selectItem(cursor: Cursor): SelectItem {
  const { at } = cursor;
  if (cursor.accept("*")) return { is: "all", at, qualifier: undefined, aliases: undefined };
  const qualifier = qualifiedStar(cursor);
  if (qualifier !== undefined)
    return {
      is: "all",
      at,
      qualifier,
      aliases: cursor.accept("AS") ? cursor.listed(() => cursor.needPlacedName()) : undefined,
    };
  const value = cursor.expression();
  return {
    is: "expression",
    at,
    value,
    alias: cursor.accept("AS") || cursor.isAlias() ? cursor.needTitle() : undefined,
  };
}

/** Reads a name with a star, such as `t.*` or `db.t.*`; undefined for anything else. */
function qualifiedStar(cursor: Cursor): Expression | undefined {
  let count = 0;
  while (["word", "quoted"].includes(cursor.ahead(count).kind) && cursor.ahead(count + 1).text === ".") count += 2;
  if (count === 0 || cursor.ahead(count).text !== "*") return undefined;
  const { at } = cursor;
  const title = cursor.needTitle();
  let qualifier: Expression = { is: "name", at, name: title.toLowerCase(), title };
  for (cursor.need("."); !cursor.accept("*"); cursor.need(".")) {
    const field = cursor.needTitle();
    qualifier = { is: "field", at, base: qualifier, name: field.toLowerCase(), title: field };
  }
  return qualifier;
}

function groupBy(cursor: Cursor): GroupingElement[] | undefined {
  if (!cursor.accept("GROUP", "BY")) return undefined;
  cursor.acceptOne("ALL", "DISTINCT");
  return cursor.list(() => groupingElement(cursor));
}

function groupingElement(cursor: Cursor): GroupingElement {
  if (cursor.accept("CUBE")) return { is: "cube", items: cursor.listed(() => cursor.expression()) };
  if (cursor.accept("ROLLUP")) return { is: "rollup", items: cursor.listed(() => cursor.expression()) };
  if (cursor.accept("GROUPING", "SETS")) return { is: "sets", sets: cursor.listed(() => groupingSet(cursor)) };
  if (cursor.accept("(", ")")) return { is: "simple", items: [] };
  return { is: "simple", items: flattened(cursor.expression()) };
}

function groupingSet(cursor: Cursor): readonly Expression[] {
  if (cursor.accept("(", ")")) return [];
  return flattened(cursor.expression());
}

/** In GROUP BY, `(a, b)` groups by both columns, and is not a row. */
const flattened = (value: Expression): readonly Expression[] => (value.is === "row" ? value.items : [value]);

function windows(cursor: Cursor): Record<string, Window> {
  const named: Record<string, Window> = {};
  cursor.list(() => {
    const name = cursor.needName();
    cursor.need("AS", "(");
    named[name] = parseWindow(cursor);
    cursor.need(")");
  });
  return named;
}
