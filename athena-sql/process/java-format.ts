import { JobFault } from "./job";
import { formatJavaDouble } from "../../foundation/columnar/java-number";

const SPECIFIER = /%(?:(\d+)\$)?([-+ 0,(#]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g;

/**
 * Formats as Java's String.format does, for the conversions %s, %d, %f, %e, %x, %o, %b and %n.
 *
 * @param args each written as a letter for its kind, a colon and its text: `i:12`, `d:1.5`, `s:abc`, `b:true`, `n:` for
 * NULL
 * @throws JobFault INVALID_FUNCTION_ARGUMENT
 */
export function formatAsJava(format: string, args: readonly string[]): string {
  let next = 0;
  return format.replaceAll(SPECIFIER, (...match: (string | undefined)[]) => {
    const [whole = "", location, flags = "", , digits, conversion = ""] = match;
    const width = Number(match[3] ?? 0);
    if (conversion === "%") return "%";
    if (conversion === "n") return "\n";
    const arg = location === undefined ? args[next++] : args[Number(location) - 1];
    if (arg === undefined)
      throw new JobFault(
        "INVALID_FUNCTION_ARGUMENT",
        `Invalid format string: ${format} (MissingFormatArgument: Format specifier '${whole}')`,
      );
    const text = convertArgument(
      { kind: arg[0] ?? "n", value: arg.slice(2) },
      { flags, digits, conversion, width, format },
    );
    return flags.includes("-") ? text.padEnd(width) : text.padStart(width);
  });
}

interface Argument {
  readonly kind: string;
  readonly value: string;
}

interface Specifier {
  readonly flags: string;
  readonly digits: string | undefined;
  readonly conversion: string;
  readonly width: number;
  readonly format: string;
}

type Conversion = (argument: Argument, specifier: Specifier) => string | undefined;

const isNumber = (kind: string, kinds: string): boolean => kinds.includes(kind);

/** What each conversion writes for an argument; undefined where the conversion does not accept the argument's kind. */
const CONVERSIONS: Readonly<Record<string, Conversion>> = {
  s: ({ kind, value }, { digits }) =>
    (kind === "d" ? formatJavaDouble(Number(value)) : value).slice(
      0,
      digits === undefined ? undefined : Number(digits),
    ),
  S: ({ value }) => value.toUpperCase(),
  b: ({ kind, value }) => (kind === "b" ? value : "true"),
  d: ({ kind, value }, specifier) => (isNumber(kind, "i") ? addSign(value, specifier) : undefined),
  x: formatWhole,
  X: formatWhole,
  o: formatWhole,
  f: ({ kind, value }, specifier) =>
    isNumber(kind, "dm") ? addSign(formatFixed(value, Number(specifier.digits ?? 6)), specifier) : undefined,
  e: ({ kind, value }, { digits }) =>
    isNumber(kind, "dm")
      ? Number(value)
          .toExponential(Number(digits ?? 6))
          .replace(/e([+-])(\d)$/, "e$10$2")
      : undefined,
};

function formatWhole({ kind, value }: Argument, specifier: Specifier): string | undefined {
  return isNumber(kind, "i") ? formatRadix(BigInt(value), specifier) : undefined;
}

const CLASSES: Readonly<Record<string, string>> = {
  i: "java.lang.Long",
  d: "java.lang.Double",
  m: "java.math.BigDecimal",
  b: "java.lang.Boolean",
  s: "java.lang.String",
};

function convertArgument(argument: Argument, specifier: Specifier): string {
  const { conversion, format } = specifier;
  if (argument.kind === "n") return conversion === "b" ? "false" : "null";
  const text = (Object.hasOwn(CONVERSIONS, conversion) ? CONVERSIONS[conversion] : undefined)?.(argument, specifier);
  if (text === undefined)
    throw new JobFault(
      "INVALID_FUNCTION_ARGUMENT",
      `Invalid format string: ${format} (IllegalFormatConversion: ${conversion} != ${CLASSES[argument.kind] ?? ""})`,
    );
  return text;
}

function formatRadix(value: bigint, { conversion, flags, width }: Specifier): string {
  const text = BigInt.asUintN(64, value).toString(conversion === "o" ? 8 : 16);
  const cased = conversion === "X" ? text.toUpperCase() : text;
  return flags.includes("0") ? cased.padStart(width, "0") : cased;
}

/** `1.5E3` as `1500`. */
function expandExponent(text: string): string {
  const [mantissa = "", exponent = "0"] = text.split("E");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const digits = (whole + fraction).padStart(whole.length - Number(exponent) + 1, "0");
  const point = digits.length - fraction.length + Number(exponent);
  return `${digits.slice(0, point).padEnd(point, "0")}.${digits.slice(point)}`;
}

/** Rounds half up, by the decimal digits of the text. */
function formatFixed(value: string, digits: number): string {
  if (!Number.isFinite(Number(value))) return formatJavaDouble(Number(value));
  const sign = value.startsWith("-") ? "-" : "";
  const [whole = "", fraction = ""] = expandExponent(value.replace(/^-/, "")).split(".");
  const scaled =
    BigInt(whole + fraction.slice(0, digits).padEnd(digits, "0")) + (Number(fraction[digits] ?? "0") >= 5 ? 1n : 0n);
  const text = String(scaled).padStart(digits + 1, "0");
  return sign + (digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`);
}

function addSign(value: string, { flags, width }: Specifier): string {
  const negative = value.startsWith("-");
  const [whole = "", fraction] = value.replace("-", "").split(".");
  const grouped = flags.includes(",") ? whole.replaceAll(/\B(?=(\d{3})+$)/g, ",") : whole;
  const sign = negative ? "-" : flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return flags.includes("0") ? sign + text.padStart(width - sign.length, "0") : sign + text;
}
