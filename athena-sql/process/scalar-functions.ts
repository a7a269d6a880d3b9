import {
  BOOLEAN,
  DOUBLE,
  DuckDBScalarFunction,
  INTEGER,
  TIMESTAMP,
  timestampValue,
  VARCHAR,
  LIST,
  BIGINT,
  BLOB,
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue,
} from "@duckdb/node-api";
import { getItemAt } from "../../foundation/item-at";
import { EXHAUSTED, JobFault } from "./job";
import { isIP } from "node:net";

const TYPES: Readonly<Record<string, DuckDBType>> = {
  VARCHAR,
  INTEGER,
  DOUBLE,
  BOOLEAN,
  BIGINT,
  TIMESTAMP,
  BLOB,
  "VARCHAR[]": LIST(VARCHAR),
};

/**
 * A function that this process computes for DuckDB, because engine v3's result differs from that of DuckDB's own
 * function.
 */
export interface ScalarFunction {
  readonly takes: readonly string[];
  readonly gives: string;
  /** Computes the result. Never called with NULL: a NULL argument makes the result NULL. @throws JobFault */
  readonly answer: (...args: never[]) => DuckDBValue;
}

/** @throws Error if the declaration names a type that TYPES lacks */
export function register(connection: DuckDBConnection, name: string, { takes, gives, answer }: ScalarFunction): void {
  const parseType = (text: string): DuckDBType => {
    const type = TYPES[text];
    if (type === undefined) throw new Error(`${name} is declared with the type ${text}`);
    return type;
  };
  connection.registerScalarFunction(
    DuckDBScalarFunction.create({
      name,
      parameterTypes: takes.map(parseType),
      returnType: parseType(gives),
      mainFunction: (info, input, output) => {
        try {
          const columns = takes.map((_, index) => input.getColumnValues(index));
          for (let row = 0; row < input.rowCount; row += 1) {
            const args = columns.map((column) => getItemAt(column, row));
            output.setItem(
              row,
              args.includes(null) ? null : (answer as (...values: DuckDBValue[]) => DuckDBValue)(...args),
            );
          }
          output.flush();
        } catch (error) {
          info.setError(formatError(error));
        }
      },
    }),
  );
}

function formatError(error: unknown): string {
  if (error instanceof JobFault) return `${error.code}: ${error.message}`;
  const message = error instanceof Error ? error.message : String(error);
  // V8's limit for one text, of half a GiB.
  return message === "Invalid string length"
    ? `EXCEEDED_MEMORY_LIMIT: ${EXHAUSTED}`
    : `GENERIC_INTERNAL_ERROR: ${message}`;
}

export const createTimestamp = (micros: bigint): DuckDBValue => timestampValue(micros);

// Trino keeps an IPADDRESS as 16 bytes, IPv4 addresses as IPv4-mapped IPv6 addresses, so that both kinds sort together.

const MAPPED = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];

/** The 16 bytes of an address; undefined for a string that is not an address. */
export function parseAddress(text: string): Uint8Array | undefined {
  const version = isIP(text);
  if (version === 4) return Uint8Array.from([...MAPPED, ...text.split(".").map(Number)]);
  if (version !== 6) return undefined;
  // `URL` writes the address as RFC 5952 says, in hexadecimal only.
  // The name of a network interface behind `%` is not part of the address.
  const [left = "", right = ""] = new URL(`http://[${text.replace(/%.*$/, "")}]`).hostname.slice(1, -1).split("::");
  const [head, tail] = [splitGroups(left), splitGroups(right)];
  const groups = [...head, ...Array<string>(8 - head.length - tail.length).fill("0"), ...tail];
  return Uint8Array.from(
    groups.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]),
  );
}

const splitGroups = (part: string): string[] => part.split(":").filter((group) => group !== "");

/** @param bytes the 16 bytes of an address */
export function formatAddress(bytes: Uint8Array): string {
  if (MAPPED.every((byte, index) => bytes[index] === byte)) return bytes.subarray(12).join(".");
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((getItemAt(bytes, index * 2) << 8) | getItemAt(bytes, index * 2 + 1)).toString(16),
  );
  return new URL(`http://[${groups.join(":")}]`).hostname.slice(1, -1);
}
