import { createBadInputMismatch } from "./mismatch";

/** A number with a larger exponent fits no decimal column; writing out its zeros would only take memory. */
const LARGEST_EXPONENT = 100;

/**
 * A number as a decimal column holds it: rounded half up to the column's scale.
 *
 * @returns undefined if the number has too many digits before the point: Hive then keeps null
 * @throws  Mismatch if the text is no number
 */
export function formatDecimal(
  text: string,
  { precision, scale }: { readonly precision: number; readonly scale: number },
): string | undefined {
  const { isNegative, digits, point } = splitParts(text);
  if (digits === "" || point < -LARGEST_EXPONENT) return insertPoint("0", isNegative, scale);
  if (point > LARGEST_EXPONENT) return undefined;
  const units = roundHalfUp(digits, point + scale);
  return units.length > precision ? undefined : insertPoint(units, isNegative, scale);
}

/** A number as `0.digits` times ten to the power of `point`. @throws Mismatch if the text is no number */
function splitParts(text: string): { readonly isNegative: boolean; readonly digits: string; readonly point: number } {
  const [, sign, whole = "", fraction = "", exponent] =
    /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text.trim()) ?? [];
  if (whole + fraction === "") throw createBadInputMismatch(text);
  const digits = (whole + fraction).replace(/^0+/, "");
  return { isNegative: sign === "-", digits, point: digits.length - fraction.length + Number(exponent ?? 0) };
}

/** The first `count` of the digits as a whole number, rounded by the digits behind them. */
function roundHalfUp(digits: string, count: number): string {
  if (count < 0) return "0";
  const stored = BigInt(digits.slice(0, count).padEnd(count, "0") || "0");
  return (stored + ((digits.charAt(count) || "0") >= "5" ? 1n : 0n)).toString();
}

/** Inserts the decimal point, `scale` digits from the end. */
function insertPoint(units: string, isNegative: boolean, scale: number): string {
  const padded = units.padStart(scale + 1, "0");
  const text = scale === 0 ? padded : `${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
  return isNegative && /[1-9]/.test(text) ? `-${text}` : text;
}
