import type { CaseFault, PlainValue } from "./case";

/** A case's value in JSON: bytes as base64, times as seconds. */
export function removeBytes(value: PlainValue): PlainValue {
  if (Array.isArray(value)) return value.map(removeBytes);
  if (typeof value === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return Date.parse(value) / 1000;
  if (typeof value !== "object" || value === null) return value;
  if ("$bytes" in value) return Buffer.from(String(value.$bytes)).toString("base64");
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, removeBytes(one)]));
}

/** Elements that are lists in the answers, even if there is only one. */
const LISTS = new Set(["Contents", "CommonPrefixes", "Bucket", "Deleted", "Tag", "member"]);

/** XML without attributes as an object; every leaf is text. */
export function parseXmlObject(xml: string): { [name: string]: PlainValue } {
  const found: { [name: string]: PlainValue } = {};
  for (const [, name = "", inside = ""] of xml
    .replace(/<\?.*?\?>/g, "")
    .matchAll(/<([\w]+)[^<>]*?(?:\/>|>([\s\S]*?)<\/\1>)/g)) {
    const value: PlainValue = inside.includes("<") ? parseXmlObject(inside) : unescapeXml(inside);
    if (LISTS.has(name)) found[name] = [...((found[name] ?? []) as PlainValue[]), value];
    else found[name] = value;
  }
  return found;
}

/** The code and message in an XML answer. */
export function parseXmlFault(xml: string, status: number): CaseFault {
  const getElement = (name: string): string =>
    unescapeXml(new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? "");
  return { code: getElement("Code"), message: getElement("Message"), status };
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&apos;": "'",
  "&amp;": "&",
};
const unescapeXml = (text: string): string =>
  text.replace(/&(?:lt|gt|quot|apos|amp|#39);/g, (entity) => ENTITIES[entity] ?? entity);
