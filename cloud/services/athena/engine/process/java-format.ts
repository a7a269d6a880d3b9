import { JobFault } from "./job";
import { javaDouble } from "./java-number";

const SPECIFIER = /%(?:(\d+)\$)?([-+ 0,(#]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g;

/**
 * Formats as Java's String.format does, for the conversions %s, %d, %f, %e, %x, %o, %b, %c and %n.
 *
 * @param args each behind a letter for its kind: `i:12`, `d:1.5`, `s:abc`, `b:true`, `n:` for NULL
 * @throws JobFault INVALID_FUNCTION_ARGUMENT
 */
export function javaFormat(format: string, args: readonly string[]): string {
  let next = 0;
  return format.replaceAll(SPECIFIER, (whole, place: string | undefined, flags: string, width: string | undefined, digits: string | undefined, conversion: string) => {
    if (conversion === "%") return "%";
    if (conversion === "n") return "\n";
    const arg = place === undefined ? args[next++] : args[Number(place) - 1];
    if (arg === undefined) throw new JobFault("INVALID_FUNCTION_ARGUMENT", `Invalid format string: ${format} (Format specifier '${whole}')`);
    const text = converted({ kind: arg[0] ?? "n", value: arg.slice(2) }, { flags, digits, conversion, width: Number(width ?? 0), format });
    return flags.includes("-") ? text.padEnd(Number(width ?? 0)) : text.padStart(Number(width ?? 0));
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

function converted({ kind, value }: Argument, specifier: Specifier): string {
  const { conversion, digits, format } = specifier;
  if (kind === "n") return "null";
  const refuse = (): never => {
    throw new JobFault("INVALID_FUNCTION_ARGUMENT", `Invalid format string: ${format} (${conversion} != ${kind === "s" ? "java.lang.String" : "java.lang.Long"})`);
  };
  switch (conversion) {
    case "s": {
      const text = kind === "d" ? javaDouble(Number(value)) : value;
      return digits === undefined ? text : text.slice(0, Number(digits));
    }
    case "S": return value.toUpperCase();
    case "b": return kind === "b" ? value : "true";
    case "d": return kind === "i" ? signed(value, specifier) : refuse();
    case "x":
    case "X":
    case "o": return kind === "i" ? radix(BigInt(value), specifier) : refuse();
    case "f": return kind === "d" || kind === "m" ? signed(fixed(value, Number(digits ?? 6)), specifier) : refuse();
    case "e": return kind === "d" ? Number(value).toExponential(Number(digits ?? 6)).replace(/e([+-])(\d)$/, "e$10$2") : refuse();
    case "c": return kind === "i" ? String.fromCodePoint(Number(value)) : refuse();
    default: return refuse();
  }
}

function radix(value: bigint, { conversion, flags, width }: Specifier): string {
  const text = BigInt.asUintN(64, value).toString(conversion === "o" ? 8 : 16);
  const cased = conversion === "X" ? text.toUpperCase() : text;
  return flags.includes("0") ? cased.padStart(width, "0") : cased;
}

/** Rounds half up on the digits that are written. */
function fixed(value: string, digits: number): string {
  const number = Number(value);
  if (!Number.isFinite(number)) return javaDouble(number);
  const [, sign = "", whole = "0", fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(/[eE]/.test(value) ? number.toFixed(Math.min(100, digits + 5)) : value) ?? [];
  const scaled = BigInt(whole + fraction.slice(0, digits).padEnd(digits, "0")) + (Number(fraction[digits] ?? "0") >= 5 ? 1n : 0n);
  const text = String(scaled).padStart(digits + 1, "0");
  return sign + (digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`);
}

function signed(value: string, { flags, width }: Specifier): string {
  const negative = value.startsWith("-");
  const [whole = "", fraction] = value.replace("-", "").split(".");
  const grouped = flags.includes(",") ? whole.replaceAll(/\B(?=(\d{3})+$)/g, ",") : whole;
  const sign = negative ? "-" : flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return flags.includes("0") ? sign + text.padStart(width - sign.length, "0") : sign + text;
}
