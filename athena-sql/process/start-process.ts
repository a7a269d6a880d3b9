import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findDuckDb } from "../../foundation/columnar/find-duckdb";
import type { QueryEngineOptions } from "../query-engine";

/** The isolation of a query's process: whether it is confined, and which folders it can read. */
export type ProcessIsolation = Pick<QueryEngineOptions, "confine" | "readable" | "builtProcess">;

/** The command of a confined process. The confining program starts it with this command's environment only; that program may itself run on Node, which would take the channel for its own. */
const WITH_CHANNEL = ["/usr/bin/env", "NODE_CHANNEL_FD=3", "NODE_CHANNEL_SERIALIZATION_MODE=advanced"];

/** Starts the process of a pool that runs queries (query-process.ts). @param temporary its own folder, which it may write to */
export function startProcess(temporary: string, isolation: ProcessIsolation): ChildProcess {
  const { confine, readable = [], builtProcess } = isolation;
  const { argv, needs } = getProgram(builtProcess);
  const command = { argv, cwd: "/", env: { TZ: "UTC" }, writable: [temporary], readable: [...needs, ...readable] };
  const {
    argv: [file = "", ...args],
    cwd,
    env,
  } = confine === undefined ? command : confine({ ...command, argv: [...WITH_CHANNEL, ...argv] });
  return spawn(file, args, {
    cwd,
    env: { ...env },
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    // The confining program and its child are a process group, which ends as a whole.
    detached: confine !== undefined && process.platform !== "win32",
    windowsHide: true,
  });
}

/** The command line of a query's process, and the files and folders that it needs to run. */
interface Program {
  readonly argv: readonly string[];
  readonly needs: readonly string[];
}

/** This package and what it is built on: the sources of the process. */
const SOURCES = ["../", "../../foundation/"].map((folder) => fileURLToPath(new URL(folder, import.meta.url)));

/** What to start: the bundle beside this file's bundle; where sources run, the built process if it is newer than they, else the sources themselves. */
function getProgram(built: string | undefined): Program {
  const bundle = [fileURLToPath(new URL("./query-process.js", import.meta.url)), built].find(
    (path) => path !== undefined && isUpToDate(path),
  );
  if (bundle !== undefined) {
    const packages = findDuckDb();
    if (packages === undefined) throw new Error("DuckDB must be provided before a query's process starts.");
    const duckdb = dirname(dirname(createRequire(packages).resolve("@duckdb/node-bindings")));
    // The bundle requires DuckDB's library from the folder of its argument: see cloud/build.mjs.
    return {
      argv: [process.execPath, bundle, packages],
      needs: [bundle, join(dirname(bundle), "../package.json"), duckdb],
    };
  }
  const tsx = import.meta.resolve("tsx");
  return {
    argv: [process.execPath, "--import", tsx, fileURLToPath(new URL("./query-process.ts", import.meta.url))],
    needs: [...SOURCES, join(fileURLToPath(tsx), "../../..")],
  };
}

/** Whether a bundle is there and, where sources run, newer than all of them. */
function isUpToDate(bundle: string): boolean {
  const { mtimeMs } = statSync(bundle, { throwIfNoEntry: false }) ?? {};
  if (mtimeMs === undefined || !import.meta.url.endsWith(".ts")) return mtimeMs !== undefined;
  return SOURCES.flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".test.ts"))
    .every((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs < mtimeMs);
}
