import { JobFailure } from "./job";

/** `%flink.ssql(type=update)` before the SQL of a paragraph. */
const INTERPRETER = /^\s*%(?<name>[\w.]+)(?:\([^)]*\))?[ \t]*\n?/;
const SQL = ["flink.ssql", "flink.bsql"];
const TEXT = ["md", "angular", "html", "text"];

/**
 * The SQL of a Studio note, which is JSON with paragraphs as Zeppelin exports it, or plain SQL.
 *
 * @throws JobFailure for a paragraph of another language
 */
export function getSqlOfNote(text: string): string {
  return listParagraphs(text)
    .map(getSqlOfParagraph)
    .filter((sql) => sql.trim() !== "")
    .map((sql) => (/;\s*$/.test(sql) ? sql : `${sql};`))
    .join("\n");
}

function listParagraphs(text: string): readonly string[] {
  if (!text.trimStart().startsWith("{")) return [text];
  let note: { readonly paragraphs?: unknown };
  try {
    // The border: JSON that begins with a brace is an object.
    note = JSON.parse(text) as typeof note;
  } catch {
    throw new JobFailure("The note is not JSON. Export it in Zeppelin's own form (.zpln), or write SQL alone.");
  }
  const { paragraphs } = note;
  return (Array.isArray(paragraphs) ? paragraphs : []).map((item: unknown) =>
    typeof item === "object" && item !== null && "text" in item && typeof item.text === "string" ? item.text : "",
  );
}

function getSqlOfParagraph(paragraph: string): string {
  const found = INTERPRETER.exec(paragraph);
  const name = found?.groups?.["name"];
  if (found === null || name === undefined || SQL.includes(name)) return paragraph.slice(found?.[0].length ?? 0);
  if (TEXT.includes(name)) return "";
  throw new JobFailure(
    `The lab cloud runs the SQL of a note (%flink.ssql). It does not run %${name}: take this paragraph out.`,
  );
}
