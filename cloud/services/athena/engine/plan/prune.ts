import { itemAt } from "../../../../core/item-at";
import { keysOf } from "../../../glue/catalog";
import { NULL_VALUE, type PartitionTest } from "../../../glue/partition-predicate";
import type { Scan, ScanCondition } from "../analysis/context";
import type { Expression } from "../syntax/ast";
import { evaluate, type Known } from "./evaluate";

/**
 * A test whether a partition can hold rows that meet the query's conditions; undefined where no condition concerns the
 * partition keys.
 *
 * It knows comparisons, IN, BETWEEN, LIKE, IS NULL, logic, casts, concatenation and simple dates; any other condition
 * rules out no partition: DuckDB checks the rows themselves later.
 *
 * @param now ms since the epoch, for CURRENT_DATE
 */
export function partitionTestOf({ table, conditions }: Scan, now: number): PartitionTest | undefined {
  const keys = keysOf(table);
  const places = new Map(keys.map(({ Name }, index) => [Name, index]));
  const useful = conditions.filter((condition) => keyNames(condition).some((name) => places.has(name)));
  if (useful.length === 0) return undefined;
  const types = keys.map(({ Type = "string" }) => Type);
  return (values) =>
    useful.every(({ condition, columnOf, parameters }) => {
      const valueOf = (name: Expression): Known | undefined => {
        const place = places.get(columnOf(name) ?? "");
        const value = place === undefined ? undefined : values[place];
        return value === undefined || place === undefined ? undefined : partitionValue(value, itemAt(types, place));
      };
      const outcome = evaluate(condition, { valueOf, parameters, now });
      return outcome === undefined || outcome.value === true;
    });
}

/** The names of the scan's columns that a condition mentions. */
function keyNames({ condition, columnOf }: ScanCondition): string[] {
  const found: string[] = [];
  const visit = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(visit);
    else if (typeof part === "object" && part !== null) {
      // Parts that are no names, or no expressions, stand for no column.
      const column = columnOf(part as Expression);
      if (column !== undefined) found.push(column);
      else Object.values(part).forEach(visit);
    }
  };
  visit(condition);
  return found;
}

/** The values to which a condition by `=` or IN with literals limits a key; undefined where no condition does. */
export function wantedValues({ conditions }: Pick<Scan, "conditions">, key: string): string[] | undefined {
  for (const { condition, columnOf, parameters } of conditions) {
    const literal = (expression: Expression): string | undefined => {
      const known = evaluate(expression, { valueOf: () => undefined, parameters, now: 0 });
      return known === undefined || known.value === null ? undefined : String(known.value);
    };
    const values = wantedItems(condition, (expression) => columnOf(expression) === key).map(literal);
    if (values.length > 0 && values.every((value) => value !== undefined)) return values;
  }
  return undefined;
}

/** The expressions to which a condition limits a key: the other side of `=`, or the items of IN. */
function wantedItems(condition: Expression, isKey: (expression: Expression) => boolean): readonly Expression[] {
  if (condition.is === "in-list" && !condition.negated && isKey(condition.value)) return condition.items;
  if (condition.is !== "compare" || condition.operator !== "=") return [];
  if (isKey(condition.left)) return [condition.right];
  return isKey(condition.right) ? [condition.left] : [];
}

const WHOLE = ["tinyint", "smallint", "int", "integer", "bigint"];

/** The value of a partition key in the key's type; undefined for types whose values are only compared by DuckDB. */
function partitionValue(text: string, type: string): Known | undefined {
  if (text === NULL_VALUE) return { kind: "null", value: null };
  const lower = type.toLowerCase();
  if (lower === "string" || lower.startsWith("varchar")) return { kind: "text", value: text };
  if (WHOLE.includes(lower)) return /^[+-]?\d{1,15}$/.test(text) ? { kind: "number", value: Number(text) } : undefined;
  if (lower === "date") return /^\d{4}-\d{2}-\d{2}$/.test(text) ? { kind: "date", value: text } : undefined;
  return undefined;
}
