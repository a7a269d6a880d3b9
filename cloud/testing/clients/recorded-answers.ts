import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CaseAnswer, CaseFault, PlainValue } from "./case";

/** A cloud's responses to the cases, by service and by the case's title. */
interface RecordedCases {
  /** `aws`, or the host of another cloud. */
  readonly source: string;
  /** The day: `2026-11-23`. */
  readonly date: string;
  readonly answers: Readonly<Record<string, Readonly<Record<string, CaseAnswer>>>>;
}

/** The folder of the answers that were recorded from AWS by these cases; it does not exist before the first. */
export const RECORDED = join(dirname(fileURLToPath(import.meta.url)), "recorded");

/** Keeps answers, those of one source and day in one file. */
export function keepAnswers(folder: string, recorded: RecordedCases): void {
  mkdirSync(folder, { recursive: true });
  const name = `${recorded.source.replaceAll(/[^\w.-]/g, "-")}-${recorded.date}.json`;
  writeFileSync(join(folder, name), `${removeAccount(JSON.stringify(recorded, undefined, 2))}\n`);
}

/** All answers that were kept, the oldest first. */
export function readStoredAnswers(folder: string = RECORDED): readonly RecordedCases[] {
  if (!existsSync(folder)) return [];
  return (
    readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      // The border: only keepAnswers writes here.
      .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as RecordedCases)
      .sort((a, b) => (a.date < b.date ? -1 : 1))
  );
}

/** The account of the cases instead of the one that made the call: in ARNs, addresses of queues and texts of faults. */
export const removeAccount = (text: string): string =>
  text
    .replaceAll(/(arn:aws[\w-]*:[\w-]*:[\w-]*:)\d{12}\b/g, "$1000000000000")
    .replaceAll(/(\.amazonaws\.com\/|under account |"(?:Account|Owner)": ?")\d{12}\b/g, "$1000000000000");

/** A case's value in JSON: bytes as base64, times as seconds. */
export function removeBytes(value: PlainValue): PlainValue {
  if (Array.isArray(value)) return value.map(removeBytes);
  if (typeof value === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return Date.parse(value) / 1000;
  if (typeof value !== "object" || value === null) return value;
  if ("$bytes" in value) return Buffer.from(String(value.$bytes)).toString("base64");
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, removeBytes(item)]));
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
