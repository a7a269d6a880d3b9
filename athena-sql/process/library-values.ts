import { listValue } from "@duckdb/node-api";
import { JobFault } from "./job";
import { formatJavaDouble, formatScientific } from "../../foundation/columnar/java-number";
import type { ScalarFunction } from "./scalar-functions";
import { formatDaySecond, formatYearMonth } from "./time-text";

/** Functions of numbers and texts. */
export const valueFunctions: Readonly<Record<string, ScalarFunction>> = {
  /** Fails the query; the argument is `CODE: message`. */
  fail: {
    takes: ["VARCHAR"],
    gives: "VARCHAR",
    answer: (text: string) => {
      const at = text.indexOf(": ");
      throw new JobFault(text.slice(0, at), text.slice(at + 2));
    },
  },
  double_text: { takes: ["DOUBLE"], gives: "VARCHAR", answer: (value: number) => formatScientific(value) },
  real_text: {
    takes: ["VARCHAR"],
    gives: "VARCHAR",
    answer: (value: string) => formatScientific(Number(value.replace("inf", "Infinity").replace("nan", "NaN")), true),
  },
  double_plain: { takes: ["DOUBLE"], gives: "VARCHAR", answer: (value: number) => formatJavaDouble(value) },
  cube_root: { takes: ["DOUBLE"], gives: "DOUBLE", answer: (value: number) => Math.cbrt(value) },
  decimal_div: { takes: ["VARCHAR", "VARCHAR", "INTEGER"], gives: "VARCHAR", answer: divideDecimals },
  number_in_base: { takes: ["VARCHAR", "BIGINT"], gives: "BIGINT", answer: parseInBase },
  text_in_base: {
    takes: ["BIGINT", "BIGINT"],
    gives: "VARCHAR",
    answer: (value: bigint, base: bigint) => value.toString(requireRadix(base)),
  },
  combination_places: {
    takes: ["BIGINT", "BIGINT"],
    gives: "VARCHAR[]",
    answer: (length: bigint, size: bigint) => listValue(listCombinations(Number(length), Number(size))),
  },
  day_second_text: { takes: ["BIGINT"], gives: "VARCHAR", answer: (value: bigint) => formatDaySecond(Number(value)) },
  year_month_text: { takes: ["INTEGER"], gives: "VARCHAR", answer: (value: number) => formatYearMonth(value) },
};

const LARGEST_COMBINATION = 5;
const MAX_COMBINATIONS = 100_000;

/** The indexes of each combination, counted from 1: `1 2`, `1 3`, `2 3`. The last index changes slowest, as in engine v3. */
function listCombinations(length: number, size: number): string[] {
  if (size < 0 || size > LARGEST_COMBINATION)
    throw new JobFault(
      "INVALID_FUNCTION_ARGUMENT",
      size < 0 ? "combination size must not be negative" : `combination size must not exceed ${LARGEST_COMBINATION}`,
    );
  const found: string[] = [];
  const extend = (last: number, missing: number, positions: readonly number[]): void => {
    if (missing === 0) {
      if (found.length >= MAX_COMBINATIONS)
        throw new JobFault("INVALID_FUNCTION_ARGUMENT", `combinations exceed max size: ${MAX_COMBINATIONS}`);
      found.push(positions.join(" "));
    } else
      for (let position = missing; position <= last; position += 1)
        extend(position - 1, missing - 1, [position, ...positions]);
  };
  extend(length, size, []);
  return found;
}

/** Rounds half up, away from zero. */
function divideDecimals(dividend: string, divisor: string, scale: number): string {
  const [a, aScale] = parseUnscaled(dividend);
  const [b, bScale] = parseUnscaled(divisor);
  if (b === 0n) throw new JobFault("DIVISION_BY_ZERO", "Division by zero");
  const [x, y] = [a * 10n ** BigInt(scale + bScale), b * 10n ** BigInt(aScale)];
  const negative = x < 0n !== y < 0n;
  const [top, bottom] = [x < 0n ? -x : x, y < 0n ? -y : y];
  const digits = String((2n * top + bottom) / (2n * bottom)).padStart(scale + 1, "0");
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return negative ? `-${text}` : text;
}

function parseUnscaled(text: string): readonly [bigint, number] {
  const [whole = "", fraction = ""] = text.split(".");
  return [BigInt(whole + fraction), fraction.length];
}

function requireRadix(base: bigint): number {
  if (base < 2n || base > 36n) throw new JobFault("INVALID_FUNCTION_ARGUMENT", "Radix must be between 2 and 36");
  return Number(base);
}

function parseInBase(text: string, base: bigint): bigint {
  const digits = "0123456789abcdefghijklmnopqrstuvwxyz".slice(0, requireRadix(base));
  const [, sign, body = ""] = /^([+-]?)(.+)$/.exec(text.toLowerCase()) ?? [];
  if (body === "" || ![...body].every((char) => digits.includes(char)))
    throw new JobFault("INVALID_FUNCTION_ARGUMENT", `Not a valid base-${base} number: ${text}`);
  const value = [...body].reduce((sum, char) => sum * base + BigInt(digits.indexOf(char)), 0n);
  return sign === "-" ? -value : value;
}
