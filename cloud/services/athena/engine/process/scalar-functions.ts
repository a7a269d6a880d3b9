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
import { getItemAt } from "../../../../core/item-at";
import { JobFault } from "./job";

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
              args.includes(null) ? null : (answer as (...given: DuckDBValue[]) => DuckDBValue)(...args),
            );
          }
          output.flush();
        } catch (error) {
          info.setError(
            error instanceof JobFault
              ? `${error.code}: ${error.message}`
              : `GENERIC_INTERNAL_ERROR: ${error instanceof Error ? error.message : String(error)}`,
          );
        }
      },
    }),
  );
}

export const createTimestamp = (micros: bigint): DuckDBValue => timestampValue(micros);
