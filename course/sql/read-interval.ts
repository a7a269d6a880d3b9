import { SqlParseError, type SqlReader } from "./read-sql";

const UNITS = [
  { unit: "DAY", ms: 86_400_000, limit: Infinity, separator: "" },
  { unit: "HOUR", ms: 3_600_000, limit: 24, separator: " " },
  { unit: "MINUTE", ms: 60_000, limit: 60, separator: ":" },
  { unit: "SECOND", ms: 1000, limit: 60, separator: ":" },
] as const;

/** Parses an interval after its keyword into ms: `'5' MINUTES`, `'240' SECONDS(3)`, or `'0 00:05:00' DAY TO SECOND`. */
export function readInterval(reader: SqlReader): number {
  const { kind, text } = reader.parseValue();
  if (kind !== "text") throw new SqlParseError(`an interval has its number in quotes, as in '${text}'`, text);
  const first = readUnit(reader);
  // Without a precision, Calcite, Flink's parser, takes one or two digits, and six in a fraction of a second.
  const [digits = 2, fractionDigits = 6] = readPrecision(reader);
  const last = reader.consume("TO") ? readUnit(reader) : first;
  const [lastDigits = fractionDigits] = last === first ? [] : readPrecision(reader);
  const units = UNITS.slice(first, last + 1);
  const pattern = units.map(
    ({ unit, separator }, n) =>
      `${n === 0 ? "" : separator}(\\d{1,${n === 0 ? digits : 2}})${unit === "SECOND" ? `(?:\\.\\d{1,${lastDigits}})?` : ""}`,
  );
  const numbers = new RegExp(`^${pattern.join("")}$`).exec(text.trim())?.slice(1).map(Number);
  if (numbers === undefined || !numbers.every((number, n) => n === 0 || number < (units[n]?.limit ?? 0)))
    throw new SqlParseError(`'${text}' isn't an interval of these units, with one or two digits for each`, text);
  const fraction = Number(/\.\d+$/.exec(text.trim())?.[0] ?? 0) * 1000;
  return units.reduce((sum, { ms }, n) => sum + ms * (numbers[n] ?? 0), fraction);
}

/** The position of the next word among the units. */
function readUnit(reader: SqlReader): number {
  const word = reader.parseName().toUpperCase();
  const position = UNITS.findIndex(({ unit }) => word === unit || word === `${unit}S`);
  if (position < 0) throw new SqlParseError(`${word} isn't a unit of time`, word);
  return position;
}

/** Parses the numbers of digits after a unit, as in `SECOND(3)`, if there are any. */
function readPrecision(reader: SqlReader): number[] {
  if (!reader.consume("(")) return [];
  const numbers = [Number(reader.parseValue().text)];
  while (reader.consume(",")) numbers.push(Number(reader.parseValue().text));
  reader.expect(")");
  return numbers;
}
