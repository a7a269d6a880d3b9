import { ExactJson, JsonError, type Json, type JsonDialect } from "../../../../columnar/exact-json";

const DEEPEST = 500;
/** JSON's own grammar. */
const STRICT: JsonDialect = {
  blanks: /\s*/y,
  scalar: /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y,
  deepest: DEEPEST,
};
/** The dialect of the engine's JSON functions: numbers may begin with zeros. */
const ENGINE: JsonDialect = {
  blanks: /\s*/y,
  scalar: /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y,
  deepest: DEEPEST,
};

/** The first document of a text; anything after it is ignored. @throws JsonError */
export const parseFirstJson = (text: string): Json => new ExactJson(text, STRICT).parseValue();

/** The only document of a text; more text after it is an error. @throws JsonError */
export function parseWholeJson(text: string): Json {
  const reader = new ExactJson(text, ENGINE);
  const value = reader.parseValue();
  if (!reader.isAtEnd()) throw new JsonError("Unexpected text after the document", reader.at);
  return value;
}
