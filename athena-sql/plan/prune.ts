import { getItemAt } from "../../foundation/item-at";
import { getPartitionKeys, type PartitionTest } from "../catalog";
import { NULL_VALUE } from "../../foundation/columnar/hive-type";
import type { Scan, ScanCondition } from "../analysis/context";
import type { Expression } from "../syntax/ast";
import { evaluate, type KnownValue } from "./evaluate";

/**
 * A test whether a partition can hold rows that meet the query's conditions; undefined where no condition concerns the
 * partition keys.
 *
 * It knows comparisons, IN, BETWEEN, LIKE, IS NULL, logic, casts, concatenation and simple dates; any other condition
 * rules out no partition: DuckDB checks the rows themselves later.
 *
 * @param now ms since the epoch, for CURRENT_DATE
 */
export function createPartitionTest({ table, conditions }: Scan, now: number): PartitionTest | undefined {
  const keys = getPartitionKeys(table);
  const positions = new Map(keys.map(({ Name }, index) => [Name, index]));
  const useful = conditions.filter((condition) => listKeyNames(condition).some((name) => positions.has(name)));
  if (useful.length === 0) return undefined;
  const types = keys.map(({ Type = "string" }) => Type);
  return (values) =>
    useful.every(({ condition, getColumn, parameters }) => {
      const getValue = (name: Expression): KnownValue | undefined => {
        const target = positions.get(getColumn(name) ?? "");
        const value = target === undefined ? undefined : values[target];
        return value === undefined || target === undefined
          ? undefined
          : parsePartitionValue(value, getItemAt(types, target));
      };
      const outcome = evaluate(condition, { getValue, parameters, now });
      return outcome === undefined || outcome.value === true;
    });
}

/** The names of the scan's columns that a condition mentions. */
function listKeyNames({ condition, getColumn }: ScanCondition): string[] {
  const found: string[] = [];
  const visit = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(visit);
    else if (typeof part === "object" && part !== null) {
      // Parts that are no names, or no expressions, stand for no column.
      const column = getColumn(part as Expression);
      if (column !== undefined) found.push(column);
      else Object.values(part).forEach(visit);
    }
  };
  visit(condition);
  return found;
}

/** The values to which a condition by `=` or IN with literals limits a key; undefined where no condition does. */
export function findWantedValues({ conditions }: Pick<Scan, "conditions">, key: string): string[] | undefined {
  for (const { condition, getColumn, parameters } of conditions) {
    const getLiteral = (expression: Expression): string | undefined => {
      const known = evaluate(expression, { getValue: () => undefined, parameters, now: 0 });
      return known === undefined || known.value === null ? undefined : String(known.value);
    };
    const values = findWantedItems(condition, (expression) => getColumn(expression) === key).map(getLiteral);
    if (values.length > 0 && values.every((value) => value !== undefined)) return values;
  }
  return undefined;
}

/** The expressions to which a condition limits a key: the other side of `=`, or the items of IN. */
function findWantedItems(condition: Expression, isKey: (expression: Expression) => boolean): readonly Expression[] {
  if (condition.is === "in-list" && !condition.negated && isKey(condition.value)) return condition.items;
  if (condition.is !== "compare" || condition.operator !== "=") return [];
  if (isKey(condition.left)) return [condition.right];
  return isKey(condition.right) ? [condition.left] : [];
}

const WHOLE = ["tinyint", "smallint", "int", "integer", "bigint"];

/** The value of a partition key in the key's type; undefined for types whose values are only compared by DuckDB. */
function parsePartitionValue(text: string, type: string): KnownValue | undefined {
  if (text === NULL_VALUE) return { kind: "null", value: null };
  const lower = type.toLowerCase();
  if (lower === "string" || lower.startsWith("varchar")) return { kind: "text", value: text };
  if (WHOLE.includes(lower)) return /^[+-]?\d{1,15}$/.test(text) ? { kind: "number", value: Number(text) } : undefined;
  if (lower === "date") return /^\d{4}-\d{2}-\d{2}$/.test(text) ? { kind: "date", value: text } : undefined;
  return undefined;
}
