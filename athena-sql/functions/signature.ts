import { getItemAt } from "../../foundation/item-at";
import type { TypeName } from "../syntax/ast";
import { Cursor } from "../syntax/cursor";
import { parseType } from "../syntax/parse-type";
import { toDecimal, canCoerce, resolveCommonType } from "../types/common-type";
import { isNumber, isOrderable, UNKNOWN, type SqlType } from "../types/type";
import { parseTypeName } from "../types/convert";

/**
 * A parameter's or result's type, perhaps with type variables: `array(T)`, `function(T, U)`, `decimal` of any
 * precision.
 */
export type Pattern =
  | { readonly is: "variable"; readonly name: string }
  | { readonly is: "type"; readonly type: SqlType }
  /** Any decimal; a result may have another precision and scale than the argument. */
  | { readonly is: "decimal"; readonly shape: Shape }
  | { readonly is: "array" | "map" | "row" | "function"; readonly parts: readonly Pattern[] };

/** The shape that a function gives a decimal(p, s): the same, decimal(38, s), one digit more, or no fraction. */
type Shape = "same" | "widest" | "longer" | "whole";
const SHAPES: Readonly<Record<string, Shape>> = {
  decimal: "same",
  decimal38: "widest",
  longer: "longer",
  whole: "whole",
};

/** An overload: one list of parameter types with its result. */
export interface Overload {
  readonly takes: readonly Pattern[];
  /** Whether the last argument may repeat; there must be at least one. */
  readonly variadic: boolean;
  readonly gives: Pattern;
  /** `$1` … are the arguments, `$*` all of them; `{…}` holds a call of DuckDB's aggregate or window function. */
  readonly sql: string;
  readonly kind: "scalar" | "aggregate" | "window";
  /** The overload as error messages list it: `length(varchar)`. */
  readonly text: string;
}

/**
 * Reads a declaration: `array(T), bigint -> T := array_item($1, $2)`.
 *
 * The prefix `agg` declares an aggregate, `win` a window function. A single letter is a type variable: N for numeric
 * types, O for types whose values can be ordered, others for any type. `varchar...` stands for one or more arguments.
 */
export function readOverload(name: string, declared: string): Overload {
  const [, kind = "", takes = "", gives = "", sql = ""] =
    /^(?:(agg|win) )?(.*?) ?-> (.*?) := ([\s\S]*)$/.exec(declared) ?? [];
  const variadic = takes.endsWith("...");
  const parameterList = takes.replace("...", "").trim();
  return {
    takes: parameterList === "" ? [] : parsePatterns(parameterList),
    variadic,
    gives: parsePatterns(gives)[0] ?? { is: "type", type: UNKNOWN },
    sql,
    kind: kind === "agg" ? "aggregate" : kind === "win" ? "window" : "scalar",
    text: `${name}(${takes})`,
  };
}

function parsePatterns(text: string): Pattern[] {
  const cursor = new Cursor(text);
  return cursor.list(() => createPattern(parseType(cursor)));
}

function createPattern(name: TypeName): Pattern {
  if (/^[a-z]$/.test(name.name)) return { is: "variable", name: name.name };
  const shape = name.numbers.length === 0 && Object.hasOwn(SHAPES, name.name) ? SHAPES[name.name] : undefined;
  if (shape !== undefined) return { is: "decimal", shape };
  if (name.name === "array" || name.name === "map" || name.name === "row" || name.name === "function")
    return { is: name.name, parts: name.parts.map(({ type }) => createPattern(type)) };
  const type = parseTypeName(name);
  if (type === undefined) throw new Error(`a function is declared with the type ${name.name}`);
  return { is: "type", type };
}

export type Bindings = Map<string, SqlType>;

/** Fits a value's type to a pattern, and binds the pattern's variables. @returns false if the type does not fit */
export function canFit(pattern: Pattern, type: SqlType, bindings: Bindings): boolean {
  if (type.kind === "unknown") return pattern.is !== "function";
  switch (pattern.is) {
    case "type":
      return canCoerce(type, pattern.type);
    case "decimal":
      return EXACT.includes(type.kind) && bind("decimal", toDecimal(type), bindings);
    case "variable":
      return bind(pattern.name, type, bindings);
    default: {
      const parts = pattern.is === type.kind ? listParts(type) : [];
      return (
        parts.length > 0 &&
        parts.length === pattern.parts.length &&
        pattern.parts.every((part, index) => canFit(part, getItemAt(parts, index), bindings))
      );
    }
  }
}

const EXACT = ["decimal", "tinyint", "smallint", "integer", "bigint"];

/** The types inside of a nested type; empty for others. */
function listParts(type: SqlType): readonly SqlType[] {
  switch (type.kind) {
    case "array":
      return [type.item];
    case "map":
      return [type.key, type.value];
    case "row":
      return type.fields.map((field) => field.type);
    default:
      return [];
  }
}

const ALLOWED: Readonly<Record<string, (type: SqlType) => boolean>> = { n: isNumber, o: isOrderable };

function bind(name: string, type: SqlType, bindings: Bindings): boolean {
  if (ALLOWED[name]?.(type) === false) return false;
  const before = bindings.get(name);
  const common = before === undefined ? type : resolveCommonType(before, type);
  if (common === undefined) return false;
  bindings.set(name, common);
  return true;
}

/** The type of a pattern whose variables are bound. */
export function resolvePattern(pattern: Pattern, bindings: Bindings): SqlType {
  const getPart = (index: number): SqlType =>
    resolvePattern(
      pattern.is !== "type" && pattern.is !== "decimal" && pattern.is !== "variable"
        ? getItemAt(pattern.parts, index)
        : pattern,
      bindings,
    );
  switch (pattern.is) {
    case "type":
      return pattern.type;
    case "decimal":
      return createDecimal(pattern.shape, bindings.get("decimal"));
    case "variable":
      return bindings.get(pattern.name) ?? UNKNOWN;
    case "array":
      return { kind: "array", item: getPart(0) };
    case "map":
      return { kind: "map", key: getPart(0), value: getPart(1) };
    case "row":
      return { kind: "row", fields: pattern.parts.map((each) => ({ type: resolvePattern(each, bindings) })) };
    case "function":
      return {
        kind: "function",
        args: pattern.parts.slice(0, -1).map((each) => resolvePattern(each, bindings)),
        result: getPart(pattern.parts.length - 1),
      };
  }
}

/** A decimal in another shape; other types stay as they are. */
export function createDecimal(shape: Shape, bound: SqlType = UNKNOWN): SqlType {
  if (bound.kind !== "decimal") return bound;
  const { precision, scale } = bound;
  switch (shape) {
    case "same":
      return bound;
    case "widest":
      return { ...bound, precision: 38 };
    case "longer":
      return { ...bound, precision: Math.min(38, precision + 1) };
    case "whole":
      return { ...bound, precision: Math.min(38, precision - scale + Math.min(1, scale)), scale: 0 };
  }
}
