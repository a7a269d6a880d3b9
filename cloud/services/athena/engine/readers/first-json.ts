import { ExactJson, JsonError, type Json, type JsonDialect } from "../../../../columnar/exact-json";

/** What the engine takes: numbers may begin with zeros. */
const ENGINE: JsonDialect = {
  blanks: /\s*/y,
  scalar: /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y,
  deepest: 500,
};

/** One document; what follows it is not looked at. @throws JsonError */
export const firstJson = (text: string): Json => new ExactJson(text, ENGINE).value();

/** One document and nothing else. @throws JsonError */
export function wholeJson(text: string): Json {
  const reader = new ExactJson(text, ENGINE);
  const value = reader.value();
  if (!reader.isAtEnd()) throw new JsonError("Unexpected text behind the document", reader.at);
  return value;
}
