import { JobFault } from "./job";
import { javaDouble, scientific } from "./java-number";
import type { ScalarFunction } from "./scalar-functions";
import { daySecondText, yearMonthText } from "./time-text";

/** Numbers and texts. */
export const valueFunctions: Readonly<Record<string, ScalarFunction>> = {
  /** Fails with `CODE: message`. */
  fail: { takes: ["VARCHAR"], gives: "VARCHAR", answer: (text: string) => {
    const [, code = "", message = ""] = /^([A-Z_]+): ([\s\S]*)$/.exec(text) ?? [];
    throw new JobFault(code, message);
  } },
  double_text: { takes: ["DOUBLE"], gives: "VARCHAR", answer: (value: number) => scientific(value) },
  real_text: { takes: ["VARCHAR"], gives: "VARCHAR", answer: (value: string) => scientific(Number(value.replace("inf", "Infinity").replace("nan", "NaN")), true) },
  double_plain: { takes: ["DOUBLE"], gives: "VARCHAR", answer: (value: number) => javaDouble(value) },
  decimal_div: { takes: ["VARCHAR", "VARCHAR", "INTEGER"], gives: "VARCHAR", answer: decimalDivision },
  day_second_text: { takes: ["BIGINT"], gives: "VARCHAR", answer: (value: bigint) => daySecondText(Number(value)) },
  year_month_text: { takes: ["INTEGER"], gives: "VARCHAR", answer: (value: number) => yearMonthText(value) },
};

/** Rounds half up, away from zero. */
function decimalDivision(dividend: string, divisor: string, scale: number): string {
  const [a, aScale] = unscaled(dividend);
  const [b, bScale] = unscaled(divisor);
  if (b === 0n) throw new JobFault("DIVISION_BY_ZERO", "Division by zero");
  const [x, y] = [a * 10n ** BigInt(scale + bScale), b * 10n ** BigInt(aScale)];
  const negative = x < 0n !== y < 0n;
  const [top, bottom] = [x < 0n ? -x : x, y < 0n ? -y : y];
  const digits = String((2n * top + bottom) / (2n * bottom)).padStart(scale + 1, "0");
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return negative ? `-${text}` : text;
}

function unscaled(text: string): readonly [bigint, number] {
  const [whole = "", fraction = ""] = text.split(".");
  return [BigInt(whole + fraction), fraction.length];
}
