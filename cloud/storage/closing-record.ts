import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { DAMAGE } from "./damaged-copy";
import { readIfPresent } from "./if-present";
import { FOLDERS_OF_PROGRAMS, PRIVATE_FILE_MODE } from "./private-folder";

const FILE = "closed.json";
/** S3's objects: too many to be listed, and each has checksums of its own. */
const OBJECTS = "objects";
const RESTORE = "If you have a backup, stop the lab cloud and put that file back.";

/** The files of a data folder as a cloud closed them: sizes of logs and tables, checksums of documents. */
interface ClosingRecord {
  readonly bytes: Readonly<Record<string, number>>;
  readonly checksums: Readonly<Record<string, number>>;
}

/** Notes the sizes of all logs and tables, so that the next start can tell if one was replaced or shortened meanwhile. */
export function writeClosingRecord(folder: string): void {
  const record: ClosingRecord = {
    bytes: Object.fromEntries(
      [...listLogs(folder, "services")].map((name) => [name, statSync(join(folder, name)).size]),
    ),
    checksums: Object.fromEntries(listDocuments(folder).map((name) => [name, crc32(readFileSync(join(folder, name)))])),
  };
  writeFileSync(join(folder, FILE), JSON.stringify(record), { mode: PRIVATE_FILE_MODE });
}

/**
 * Compares a data folder with the record of its last close, and removes the record: it says nothing any more once a
 * cloud has begun to write.
 *
 * @param log called with a line for each file that is missing, shorter or another one
 * @returns the sizes by file name, empty if the cloud was killed
 */
export function takeClosingRecord(folder: string, log: (line: string) => void): Map<string, number> {
  const path = join(folder, FILE);
  const text = readIfThere(path);
  rmSync(path, { force: true });
  if (text === undefined) return new Map();
  let record: ClosingRecord;
  try {
    record = JSON.parse(text.toString("utf8")) as ClosingRecord;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    log(`${DAMAGE} ${path} cannot be read, so changes of other files since the cloud stopped may go unnoticed.`);
    return new Map();
  }
  for (const [name, bytes] of Object.entries(record.bytes)) {
    const now = statSync(join(folder, name), { throwIfNoEntry: false })?.size;
    if (now === undefined) log(`${DAMAGE} ${join(folder, name)} is missing, and what it held is lost. ${RESTORE}`);
    else if (now < bytes)
      log(
        `${DAMAGE} ${join(folder, name)} is older or was shortened: it has ${now} bytes, and had ${bytes} when the cloud stopped. What it lacks is lost. ${RESTORE}`,
      );
  }
  for (const [name, checksum] of Object.entries(record.checksums)) {
    const now = readIfThere(join(folder, name));
    if (now === undefined || crc32(now) !== checksum)
      log(
        `${DAMAGE} ${join(folder, name)} ${now === undefined ? "is missing" : "was changed"} since the cloud stopped. ${RESTORE}`,
      );
  }
  return new Map(Object.entries(record.bytes));
}

/** The documents whose changes a start would not notice. */
const listDocuments = (folder: string): string[] =>
  readdirSync(folder).filter((name) => name.endsWith(".json") && name !== FILE && name !== "format.json");

/** The logs and tables in a folder, by their path with slashes. */
function* listLogs(root: string, folder: string): Generator<string> {
  const path = join(root, folder);
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return;
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const name = `${folder}/${entry.name}`;
    if (entry.isFile() && /\.(?:log|table)$/.test(entry.name)) yield name;
    else if (entry.isDirectory() && entry.name !== OBJECTS && !FOLDERS_OF_PROGRAMS.has(entry.name))
      yield* listLogs(root, name);
  }
}

const readIfThere = (path: string): Buffer | undefined => readIfPresent(() => readFileSync(path));
