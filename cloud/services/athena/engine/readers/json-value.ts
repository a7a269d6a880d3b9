import { listValue, mapValue, structValue, type DuckDBValue } from "@duckdb/node-api";
import type { HiveType } from "../../../glue/hive-type";
import { isObject, JsonNumber, writeJson, type Json } from "../../../../columnar/exact-json";
import { javaDouble } from "../../../../columnar/java-number";
import { parseScalar, timestampOf } from "./parse-scalar";

/** A value that a column's type does not take; `text` is what stood there. */
export class BadValue extends Error {
  readonly text: string;

  constructor(text: string) {
    super(`not of the column's type: ${text}`);
    this.text = text;
  }
}

type Members = Readonly<Record<string, Json>>;

/** A member by its name, in any case if `anyCase`. */
export function memberNamed(members: Members, name: string, anyCase: boolean): Json | undefined {
  if (Object.hasOwn(members, name)) return members[name];
  if (!anyCase) return undefined;
  const lower = name.toLowerCase();
  for (const key in members) if (key.length === lower.length && key.toLowerCase() === lower) return members[key];
  return undefined;
}

/** A JSON value as a column's value. @throws BadValue */
export function fromJson(value: Json | undefined, type: HiveType, anyCase: boolean): DuckDBValue {
  if (value === undefined || value === null) return null;
  switch (type.kind) {
    case "array":
      if (!Array.isArray(value)) throw new BadValue(jsonText(value));
      return listValue(value.map((item) => fromJson(item, type.item, anyCase)));
    case "map":
      if (!isObject(value)) throw new BadValue(jsonText(value));
      return mapValue(
        Object.entries(value).map(([key, member]) => ({
          key: scalarOf(key, type.key),
          value: fromJson(member, type.value, anyCase),
        })),
      );
    case "struct":
      return structFrom(value, type, anyCase);
    default:
      return scalarOf(value, type);
  }
}

function structFrom(value: Json, { fields }: HiveType & { readonly kind: "struct" }, anyCase: boolean): DuckDBValue {
  if (Array.isArray(value))
    return structValue(
      Object.fromEntries(fields.map(({ type }, index) => [`f${index + 1}`, fromJson(value[index], type, anyCase)])),
    );
  if (!isObject(value)) throw new BadValue(jsonText(value));
  return structValue(
    Object.fromEntries(
      fields.map(({ name, type }, index) => [
        `f${index + 1}`,
        fromJson(memberNamed(value, name, anyCase), type, anyCase),
      ]),
    ),
  );
}

function scalarOf(value: Json, type: HiveType): DuckDBValue {
  if (typeof value === "string" && type.kind === "string") return value;
  if (type.kind === "timestamp" && (typeof value === "number" || value instanceof JsonNumber))
    return timestampOf(epochMs(Number(value instanceof JsonNumber ? value.text : value)));
  const text = jsonText(value);
  const parsed = parseScalar(text, type);
  if (parsed !== undefined) return parsed;
  // An empty text stands for nothing where the column is no text.
  if (text === "") return null;
  throw new BadValue(text);
}

/** A number that is too large for seconds counts milliseconds. */
const epochMs = (value: number): number => (Math.abs(value) >= 1e11 ? value : value * 1000);

/** What a text column shows of a value: the text itself, a number's digits, the JSON of others. */
export function jsonText(value: Json): string {
  if (typeof value === "string") return value;
  if (typeof value === "number")
    return Number.isInteger(value) && Math.abs(value) < 1e15 ? String(value) : javaDouble(value);
  if (value instanceof JsonNumber) return value.text;
  return writeJson(value);
}
