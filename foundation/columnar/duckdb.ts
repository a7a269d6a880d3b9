import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import type * as duckdb from "@duckdb/node-api";
import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

interface DuckDbOptions {
  /** A file from which DuckDB's package can be required, see `findDuckDb`; by default this program's own. */
  readonly packages?: string;
  /** A database file; by default the database is in memory. */
  readonly file?: string;
  /** Threads beside the caller's; 1 by default. */
  readonly threads?: number;
  /** How much memory it may use before it spills to `tempFolder`, or fails without one; 128 by default. */
  readonly memoryMiB?: number;
  /** The folder for data that does not fit into memory. It is created if it is missing. */
  readonly tempFolder?: string;
  /**
   * The only folders and files that SQL may read and write: folders end with a slash. Undefined sets no limits: only
   * for SQL that the cloud itself writes.
   */
  readonly allowed?: readonly string[];
}

/** An open DuckDB. */
export interface DuckDb {
  readonly instance: DuckDBInstance;
  /** Opens one more connection, which `close` closes too. */
  connect(): Promise<DuckDBConnection>;
  /** Closes all connections and frees the memory. No query may be running. */
  close(): void;
}

/**
 * Opens DuckDB. The native library is loaded with the first call: a cloud that never needs it starts without it.
 *
 * DuckDB never loads an extension here: JSON, Parquet and ICU are built in, other extensions would be downloaded. Times
 * are UTC.
 */
export async function openDuckDb({
  packages,
  file = ":memory:",
  threads = 1,
  memoryMiB = 128,
  tempFolder,
  allowed,
}: DuckDbOptions = {}): Promise<DuckDb> {
  const { DuckDBInstance } =
    packages === undefined
      ? await import("@duckdb/node-api")
      : (createRequire(packages)("@duckdb/node-api") as typeof duckdb); // the border: the package's own types
  if (tempFolder !== undefined) mkdirSync(tempFolder, { recursive: true });
  const instance = await DuckDBInstance.create(file, {
    threads: String(threads),
    memory_limit: `${memoryMiB}MiB`,
    temp_directory: tempFolder ?? "",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connections: DuckDBConnection[] = [];
  const connect = async (): Promise<DuckDBConnection> => {
    const connection = await instance.connect();
    connections.push(connection);
    return connection;
  };
  const close = (): void => {
    for (const connection of connections.splice(0)) connection.closeSync();
    instance.closeSync();
  };
  try {
    await prepare(await connect(), allowed);
  } catch (error) {
    close();
    throw error;
  }
  return { instance, connect, close };
}

async function prepare(connection: DuckDBConnection, allowed: readonly string[] | undefined): Promise<void> {
  await connection.run("SET GLOBAL TimeZone = 'UTC'");
  if (allowed === undefined) return;
  const list = (paths: readonly string[]): string => `[${paths.map(toSqlString).join(", ")}]`;
  await connection.run(`SET GLOBAL allowed_directories = ${list(allowed.filter((path) => path.endsWith("/")))}`);
  await connection.run(`SET GLOBAL allowed_paths = ${list(allowed.filter((path) => !path.endsWith("/")))}`);
  await connection.run("SET GLOBAL enable_external_access = false");
}

/** A string as a string literal of SQL. */
export const toSqlString = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A path as a string literal for SQL functions that read files, in which `*`, `?` and `[` would be wildcards. */
export const toSqlPath = (path: string): string => toSqlString(path.replaceAll(/[*?[]/g, "[$&]"));

/** A name as a quoted identifier of SQL. */
export const toSqlName = (name: string): string => `"${name.replaceAll('"', '""')}"`;
