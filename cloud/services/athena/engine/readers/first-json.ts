import { ExactJson, JsonError, type Json, type JsonDialect } from "../../../../columnar/exact-json";

const DEEPEST = 500;
/** JSON's own grammar. */
const STRICT: JsonDialect = {
  blanks: /\s*/y,
  scalar: /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y,
  deepest: DEEPEST,
};
/** What the engine's functions take: numbers may begin with zeros. */
const ENGINE: JsonDialect = {
  blanks: /\s*/y,
  scalar: /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y,
  deepest: DEEPEST,
};

/** One document; what follows it is not looked at. @throws JsonError */
export const firstJson = (text: string): Json => new ExactJson(text, STRICT).value();

/** One document and nothing else. @throws JsonError */
export function wholeJson(text: string): Json {
  const reader = new ExactJson(text, ENGINE);
  const value = reader.value();
  if (!reader.isAtEnd()) throw new JsonError("Unexpected text behind the document", reader.at);
  return value;
}
