import type { Json } from "../json";

/** A scalar as CloudFormation writes it into a text; undefined for lists, objects, null and undefined. */
export function textOf(value: Json | undefined): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}
