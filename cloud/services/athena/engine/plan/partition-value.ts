import { NULL_VALUE } from "../../../glue/partition-predicate";
import type { Known } from "./evaluate";

const WHOLE = ["tinyint", "smallint", "int", "integer", "bigint"];

/** A partition's value as its key's type has it; undefined for types that are not looked at before rows are read. */
export function partitionValue(text: string, type: string): Known | undefined {
  if (text === NULL_VALUE) return { kind: "null", value: null };
  const lower = type.toLowerCase();
  if (lower === "string" || lower.startsWith("varchar")) return { kind: "text", value: text };
  if (WHOLE.includes(lower)) return /^[+-]?\d{1,15}$/.test(text) ? { kind: "number", value: Number(text) } : undefined;
  if (lower === "date") return /^\d{4}-\d{2}-\d{2}$/.test(text) ? { kind: "date", value: text } : undefined;
  return undefined;
}
