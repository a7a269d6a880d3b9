/** A `BigInt` in the value of an answer. JSON has no such values, and as text it would be the same as a string. */
interface PlainBigInt {
  /** Decimal digits. */
  readonly bigint: string;
}

export const toPlainBigInt = (value: bigint): PlainBigInt => ({ bigint: String(value) });

/** The `BigInt` that the value of an answer contains; undefined for any other value, such as a string of digits. */
export function parseBigInt(value: unknown): bigint | undefined {
  if (typeof value !== "object" || value === null || Object.keys(value).join() !== "bigint") return undefined;
  const { bigint } = value as Partial<PlainBigInt>;
  return typeof bigint === "string" && /^-?\d+$/.test(bigint) ? BigInt(bigint) : undefined;
}

/** The JSON of a value, with each `BigInt` in it as it is written in code. In a string, the quotes would have backslashes. */
export const showBigInts = (json: string): string => json.replaceAll(/\{"bigint":"(-?\d+)"\}/g, "$1n");
