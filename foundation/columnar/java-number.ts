/**
 * A double as Java prints it: `1.0`, `1.0E20`, `1.0E-5`, with the fewest digits that distinguish it from other doubles.
 *
 * @param single whether it is a float, which needs fewer digits
 */
export function formatJavaDouble(value: number, single = false): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const { sign, digits, exponent } = splitNumber(single ? toShortestFloat(value) : value);
  if (exponent >= -3 && exponent < 7) return sign + formatPlain(digits, exponent);
  return `${sign}${digits.charAt(0)}.${digits.slice(1) || "0"}E${exponent}`;
}

/** A double as CAST(… AS varchar) prints it: always with an exponent, `1.5E0`. */
export function formatScientific(value: number, single = false): string {
  if (!Number.isFinite(value)) return formatJavaDouble(value);
  if (value === 0) return Object.is(value, -0) ? "-0E0" : "0E0";
  const { sign, digits, exponent } = splitNumber(single ? toShortestFloat(value) : value);
  return `${sign}${digits.charAt(0)}.${digits.slice(1) || "0"}E${exponent}`;
}

/**
 * Casts a number to an integer of `bits` bits as Java does: whole numbers lose their higher bits; fractions are
 * truncated, and first limited to the range of int, or of long.
 *
 * @param text the number as in JSON
 */
export function toJavaInteger(text: string, bits: number): bigint {
  return BigInt.asIntN(bits, /^-?\d+$/.test(text) ? BigInt(text) : cut(Number(text), bits));
}

function cut(value: number, bits: number): bigint {
  const [max, min] = bits === 64 ? [2n ** 63n - 1n, -(2n ** 63n)] : [2n ** 31n - 1n, -(2n ** 31n)];
  if (!Number.isFinite(value)) return value > 0 ? max : min;
  const whole = BigInt(Math.trunc(value));
  return whole > max ? max : whole < min ? min : whole;
}

/** The shortest double that rounds to the float. */
function toShortestFloat(value: number): number {
  for (let digits = 1; digits <= 9; digits += 1) {
    const tried = Number(value.toPrecision(digits));
    if (Math.fround(tried) === Math.fround(value)) return tried;
  }
  return value;
}

function splitNumber(value: number): { readonly sign: string; readonly digits: string; readonly exponent: number } {
  const [mantissa = "", exponent = "0"] = Math.abs(value).toExponential().split("e");
  return { sign: value < 0 ? "-" : "", digits: mantissa.replace(".", ""), exponent: Number(exponent) };
}

function formatPlain(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${"0".repeat(-exponent - 1)}${digits}`;
  return `${digits.slice(0, exponent + 1).padEnd(exponent + 1, "0")}.${digits.slice(exponent + 1) || "0"}`;
}
