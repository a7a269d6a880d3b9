import { getItemAt } from "../../foundation/item-at";
import { isInteger, isNumber, isSameType, type SqlType } from "./type";

const INTEGER_DIGITS: Readonly<Record<string, number>> = { tinyint: 3, smallint: 5, integer: 10, bigint: 19 };
const TOWER = ["tinyint", "smallint", "integer", "bigint", "decimal", "real", "double"];

/** The type to which implicit conversion brings both values; undefined if there is none. */
export function resolveCommonType(a: SqlType, b: SqlType): SqlType | undefined {
  if (isSameType(a, b)) return a;
  if (a.kind === "unknown") return b;
  if (b.kind === "unknown") return a;
  if (isNumber(a) && isNumber(b)) return findCommonNumber(a, b);
  return findCommonText(a, b) ?? findCommonTime(a, b) ?? findCommonNested(a, b);
}

function findCommonNumber(a: SqlType, b: SqlType): SqlType {
  const top = TOWER[Math.max(TOWER.indexOf(a.kind), TOWER.indexOf(b.kind))];
  if (top !== "decimal") return TOWER.indexOf(a.kind) > TOWER.indexOf(b.kind) ? a : b;
  const [x, y] = [toDecimal(a), toDecimal(b)];
  const scale = Math.max(x.scale, y.scale);
  return {
    kind: "decimal",
    precision: Math.min(38, Math.max(x.precision - x.scale, y.precision - y.scale) + scale),
    scale,
  };
}

/** An integer type as the decimal type that holds all its values. */
export function toDecimal(type: SqlType): {
  readonly kind: "decimal";
  readonly precision: number;
  readonly scale: number;
} {
  if (type.kind === "decimal") return type;
  return { kind: "decimal", precision: INTEGER_DIGITS[type.kind] ?? 19, scale: 0 };
}

function findCommonText(a: SqlType, b: SqlType): SqlType | undefined {
  if (a.kind === "varchar" && b.kind === "varchar") {
    return a.length === undefined || b.length === undefined
      ? { kind: "varchar" }
      : { kind: "varchar", length: Math.max(a.length, b.length) };
  }
  const [x, y] = a.kind === "char" ? [a, b] : [b, a];
  if (x.kind !== "char") return undefined;
  if (y.kind === "char") return { kind: "char", length: Math.max(x.length, y.length) };
  return y.kind === "varchar" ? { kind: "char", length: Math.max(x.length, y.length ?? 65_536) } : undefined;
}

function findCommonTime(a: SqlType, b: SqlType): SqlType | undefined {
  if (a.kind === "date" && b.kind === "timestamp") return b;
  if (b.kind === "date" && a.kind === "timestamp") return a;
  if ((a.kind !== "timestamp" && a.kind !== "time") || a.kind !== b.kind) return undefined;
  return { kind: a.kind, precision: Math.max(a.precision, b.precision), zoned: a.zoned || b.zoned };
}

function findCommonNested(a: SqlType, b: SqlType): SqlType | undefined {
  if (a.kind === "array" && b.kind === "array") {
    const item = resolveCommonType(a.item, b.item);
    return item && { kind: "array", item };
  }
  if (a.kind === "map" && b.kind === "map") {
    const [key, value] = [resolveCommonType(a.key, b.key), resolveCommonType(a.value, b.value)];
    return key && value && { kind: "map", key, value };
  }
  if (a.kind !== "row" || b.kind !== "row" || a.fields.length !== b.fields.length) return undefined;
  const fields = a.fields.map(({ name, type }, index) => {
    const other = b.fields[index];
    return { name: name === other?.name ? name : undefined, type: other && resolveCommonType(type, other.type) };
  });
  return fields.every(hasType) ? { kind: "row", fields } : undefined;
}

const hasType = (field: {
  readonly name: string | undefined;
  readonly type: SqlType | undefined;
}): field is { name: string | undefined; type: SqlType } => field.type !== undefined;

/** Whether a value of one type is implicitly converted to another. */
export function canCoerce(from: SqlType, to: SqlType): boolean {
  const nested = canCoerceNested(from, to);
  if (nested !== undefined) return nested;
  // A varchar is converted to char only for a comparison with a char.
  if (from.kind === "varchar" && to.kind === "char") return false;
  if (from.kind === "char" && to.kind === "varchar") return true;
  const common = resolveCommonType(from, to);
  return common !== undefined && (isSameType(common, to) || canReach(common, to));
}

function canCoerceNested(from: SqlType, to: SqlType): boolean | undefined {
  if (from.kind === "array" && to.kind === "array") return canCoerce(from.item, to.item);
  if (from.kind === "map" && to.kind === "map") return canCoerce(from.key, to.key) && canCoerce(from.value, to.value);
  if (from.kind !== "row" || to.kind !== "row") return undefined;
  return (
    from.fields.length === to.fields.length &&
    from.fields.every(({ type }, index) => canCoerce(type, getItemAt(to.fields, index).type))
  );
}

/**
 * Whether a value of the common type fits the target: timestamps of any precision, integers, and texts without a length
 * do.
 */
function canReach(common: SqlType, to: SqlType): boolean {
  if (common.kind === "timestamp" && to.kind === "timestamp") return common.zoned === to.zoned;
  return common.kind === to.kind && (isInteger(to) || (to.kind === "varchar" && to.length === undefined));
}
