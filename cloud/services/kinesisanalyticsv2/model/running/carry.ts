import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NonFileError, readUntrustedFileAt, takeUntrustedFile } from "../../../../../foundation/untrusted-folder";
import type { StoredOutput } from "../stored-application";
import { readIfPresent } from "../../../../storage/if-present";
import type { Outputs } from "../ports";

const MAX_ROWS = 500;
const MAX_BYTES = 3 * 1024 * 1024;
/** Flink's file sink ends a file at each checkpoint. */
const LARGEST_FILE_BYTES = 256 * 1024 ** 2;

/** Where the rows of an output are, a JSON text a line. */
export interface OutputLocation {
  /** Flink's own folder, which no job can replace by a link. */
  readonly base: string;
  /** The path from `base` to the folder that Flink writes into. */
  readonly written: readonly string[];
  /** The folder that finished files are moved to, which no job can write to. */
  readonly taken: string;
}

/** An output, and where its rows are. */
interface OutputToCarry {
  readonly app: string;
  readonly output: StoredOutput;
  readonly location: OutputLocation;
}

/**
 * Delivers the files that Flink's file sink has finished to Firehose or a function. A file is removed when all its rows
 * were accepted; other rows are tried again the next time, so delivery is at least once.
 *
 * @throws AwsFault if the destination accepts no row; the rows are kept
 */
export async function carry(outputs: Outputs, { app, output, location }: OutputToCarry): Promise<void> {
  takeFinished(location);
  const folder = location.taken;
  for (const name of listParts(folder)) {
    const file = join(folder, name);
    let rows = (readUntrustedFileAt(file, LARGEST_FILE_BYTES)?.toString("utf8") ?? "")
      .split("\n")
      .filter((line) => line !== "");
    while (rows.length > 0) {
      const batch = getFirst(rows);
      const left = await outputs.deliver(output, batch, app);
      rows = [...left, ...rows.slice(batch.length)];
      if (rows.length === 0) break;
      writeFileSync(join(folder, `.${name}`), `${rows.join("\n")}\n`);
      renameSync(join(folder, `.${name}`), file);
      if (left.length > 0) return;
    }
    rmSync(file);
  }
}

/**
 * Moves finished files. A job can put anything into the folder, even a link to a file of this machine: only plain files
 * are moved.
 */
function takeFinished({ base, written, taken }: OutputLocation): void {
  for (const name of listParts(join(base, ...written))) {
    mkdirSync(taken, { recursive: true });
    try {
      takeUntrustedFile(base, [...written, name], join(taken, name));
    } catch (error) {
      if (!(error instanceof NonFileError)) throw error;
    }
  }
}

/** Files in progress begin with a dot. */
const listParts = (folder: string): readonly string[] =>
  (readIfPresent(() => readdirSync(folder)) ?? []).filter((item) => item.startsWith("part-")).sort();

function getFirst(rows: readonly string[]): readonly string[] {
  let bytes = 0;
  const end = rows.findIndex((row, at) => at >= MAX_ROWS || (at > 0 && (bytes += Buffer.byteLength(row)) > MAX_BYTES));
  return end === -1 ? rows : rows.slice(0, end);
}
