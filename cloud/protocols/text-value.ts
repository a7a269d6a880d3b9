import { FromStringShapeDeserializer } from "@smithy/core/protocols";
import type { NormalizedSchema } from "@smithy/core/schema";

const reader = new FromStringShapeDeserializer({
  timestampFormat: { useTrait: true, default: 5 },
  httpBindings: true,
});

const NUMBER = /^(?:-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|NaN|-?Infinity)$/;
/** The formats of times, by the numbers that the SDK's schemas have for them. */
const TIMES: Readonly<Record<number, RegExp>> = {
  5: /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?[Zz]$/,
  6: /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d(?:\.\d+)? GMT$/,
  7: /^-?\d+(?:\.\d+)?$/,
};
const DEFAULT_TIMES = { "date-time": 5, "http-date": 6 } as const;

/**
 * The value of a text in a path, query or header.
 *
 * @param times the format of a time whose shape states none
 * @throws Error if the text is no value of the shape
 */
export function parseTextValue(schema: NormalizedSchema, text: string, times: keyof typeof DEFAULT_TIMES): unknown {
  if (schema.isTimestampSchema()) return parseTime(Number(schema.getSchema()), text, DEFAULT_TIMES[times]);
  if (schema.isBooleanSchema()) {
    if (text !== "true" && text !== "false") throw new Error("a boolean is wanted");
    return text === "true";
  }
  if (schema.isNumericSchema() && !NUMBER.test(text)) throw new Error("a number is wanted");
  return reader.read(schema, text);
}

function parseTime(stated: number, text: string, usual: number): Date {
  const format = TIMES[stated] === undefined ? usual : stated;
  if (TIMES[format]?.test(text) !== true) throw new Error("a time is wanted");
  const time = new Date(format === 7 ? Number(text) * 1000 : text.toUpperCase());
  if (Number.isNaN(time.getTime())) throw new Error("a time is wanted");
  return time;
}
