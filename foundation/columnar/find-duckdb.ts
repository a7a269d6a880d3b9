import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const NAME = "@duckdb/node-api";
/** Where a published lab cloud has the lock file of DuckDB's packages: beside its bundle. */
const LOCK = fileURLToPath(new URL("./duckdb-lock.json", import.meta.url));

/** The error if DuckDB is not installed and cannot be fetched. The message says what to do. */
export class DuckDbUnavailable extends Error {}

let known: string | undefined;
let fetching: Promise<string> | undefined;

/**
 * Finds DuckDB, which is larger than all the rest and so no dependency of the package `lab-cloud`: where it is installed
 * beside the lab cloud, else in the cache folder, in the version that this lab cloud is tested with.
 *
 * @returns the file from which DuckDB's packages can be required; undefined if it must be fetched first
 */
export function findDuckDb(): string | undefined {
  known ??= [fileURLToPath(import.meta.url), join(getCacheFolder(), "package.json")]
    .map(findFrom)
    .find((file) => file !== undefined);
  return known;
}

/**
 * Finds DuckDB as `findDuckDb` does, or fetches it into the cache folder by npm: exactly the files whose hashes the lock
 * file has, without their scripts.
 *
 * @throws DuckDbUnavailable
 */
export function provideDuckDb(): Promise<string> {
  const found = findDuckDb();
  if (found !== undefined) return Promise.resolve(found);
  fetching ??= fetchDuckDb().finally(() => {
    fetching = undefined;
  });
  return fetching;
}

function getVersion(): string {
  const { devDependencies } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    readonly devDependencies: Readonly<Record<string, string>>;
  };
  return devDependencies[NAME] ?? "";
}

function getCacheFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const cache = XDG_CACHE_HOME ?? (process.platform === "win32" ? LOCALAPPDATA : undefined);
  return join(cache ?? join(homedir(), ".cache"), "lab-cloud", `duckdb-${getVersion()}`);
}

function findFrom(file: string): string | undefined {
  try {
    const manifest = createRequire(file).resolve(`${NAME}/package.json`);
    const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { readonly version: string };
    return version === getVersion() ? manifest : undefined;
  } catch {
    return undefined; // it is not installed there
  }
}

async function fetchDuckDb(): Promise<string> {
  const folder = getCacheFolder();
  process.stderr.write(`Fetching DuckDB ${getVersion()} for Athena and Parquet, once, into ${folder} …\n`);
  try {
    mkdirSync(dirname(folder), { recursive: true });
    const temporary = mkdtempSync(join(dirname(folder), "fetching-"));
    try {
      cpSync(LOCK, join(temporary, "package-lock.json"));
      writeFileSync(join(temporary, "package.json"), JSON.stringify({ dependencies: { [NAME]: getVersion() } }));
      await runNpm(temporary);
      // Removes what an interrupted process or another version of npm left there: it was not found, so it is not whole.
      if (findFrom(join(folder, "package.json")) === undefined) {
        rmSync(folder, { recursive: true, force: true });
        renameSync(temporary, folder);
      }
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DuckDbUnavailable(
      `This needs DuckDB ${getVersion()}, which is not installed and could not be fetched: ${why}. Where there is a network, \`lab-cloud --fetch-duckdb\` fetches it ahead into ${folder}.`,
      { cause },
    );
  }
  const found = findDuckDb();
  if (found === undefined) throw new DuckDbUnavailable(`npm did not install DuckDB into ${folder}.`);
  return found;
}

/** @throws Error with npm's own reason */
function runNpm(folder: string): Promise<void> {
  const npmPath = process.env["npm_execpath"];
  const [command, before] = npmPath?.endsWith("npm-cli.js") ? [process.execPath, [npmPath]] : ["npm", []];
  const args = ["ci", "--prefix", folder, "--ignore-scripts", "--include=optional", "--no-audit", "--no-fund"];
  const network = ["--prefer-offline", "--fetch-retries=1", "--fetch-retry-mintimeout=1000"];
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, shell: process.platform === "win32" && command === "npm" };
    execFile(command, [...before, ...args, ...network], options, (error, _output, errors) => {
      if (error === null) resolve();
      else reject(new Error(findReason(errors) ?? error.message, { cause: error }));
    });
  });
}

/** The first sentence that npm prints about an error, such as `request to https://… failed, reason: …`. */
const findReason = (errors: string): string | undefined =>
  /^npm (?:error|ERR!) (?!code |errno |syscall |network |A complete log)(\S.*)$/m.exec(errors)?.[1];
