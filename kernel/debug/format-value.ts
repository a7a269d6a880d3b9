import type { Runtime } from "node:inspector/promises";

/** A value in one line, as a debugger shows it beside its name. */
export function formatValue(value: Runtime.RemoteObject): string {
  const { type, subtype, unserializableValue, description = "", preview } = value;
  if (unserializableValue !== undefined) return unserializableValue;
  if (subtype === "null") return "null";
  if (type === "undefined") return "undefined";
  if (type === "string") return JSON.stringify(value.value);
  const [firstLine = ""] = description.split("\n");
  if (type !== "object" || preview === undefined || WHOLE.has(subtype ?? "")) return firstLine || String(value.value);
  return formatPreview(preview, firstLine);
}

/** Kinds of objects that V8 describes completely. */
const WHOLE = new Set(["date", "regexp", "error"]);

function formatPreview(preview: Runtime.ObjectPreview, description: string): string {
  const members = [
    ...(preview.entries ?? []).map(formatEntry),
    ...preview.properties
      .filter(({ name }) => preview.entries === undefined || name !== "size")
      .map((property) => {
        const shown = formatProperty(property);
        return preview.subtype === "array" && /^\d+$/.test(property.name) ? shown : `${property.name}: ${shown}`;
      }),
    ...(preview.overflow ? ["…"] : []),
  ];
  const text = members.join(", ");
  if (preview.subtype === "array") return `${description} [${text}]`;
  const name = description === "Object" ? "" : `${description} `;
  return text === "" ? `${name}{}` : `${name}{ ${text} }`;
}

function formatProperty({ type, subtype, value = "" }: Runtime.PropertyPreview): string {
  if (type === "string") return JSON.stringify(value);
  if (type === "accessor") return "(getter)";
  if (type === "function") return "function";
  return subtype === "null" ? "null" : value;
}

function formatEntry({ key, value }: Runtime.EntryPreview): string {
  const shown = formatNested(value);
  return key === undefined ? shown : `${formatNested(key)} => ${shown}`;
}

function formatNested({ type, description = "" }: Runtime.ObjectPreview): string {
  return type === "string" ? JSON.stringify(description) : description;
}
