import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Outputs } from "../output-port";
import type { StoredOutput } from "../stored-application";

const MOST_ROWS = 500;
const MOST_BYTES = 3 * 1024 * 1024;

/** An output and the folder into which Flink writes its rows, a JSON text a line. */
interface CarriedOutput {
  readonly app: string;
  readonly output: StoredOutput;
  readonly folder: string;
}

/**
 * Carries on what Flink's file sink has finished: to Firehose or a function. A file is removed when all its rows were taken; what was not taken is
 * tried again the next time, so a row comes at least once.
 *
 * @throws AwsFault if the destination takes nothing; the rows wait
 */
export async function carry(outputs: Outputs, { app, output, folder }: CarriedOutput): Promise<void> {
  if (!existsSync(folder)) return;
  // Files in progress begin with a dot.
  for (const name of readdirSync(folder)
    .filter((one) => one.startsWith("part-"))
    .sort()) {
    const file = join(folder, name);
    let rows = readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line !== "");
    while (rows.length > 0) {
      const batch = firstOf(rows);
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

function firstOf(rows: readonly string[]): readonly string[] {
  let bytes = 0;
  const end = rows.findIndex(
    (row, at) => at >= MOST_ROWS || (at > 0 && (bytes += Buffer.byteLength(row)) > MOST_BYTES),
  );
  return end === -1 ? rows : rows.slice(0, end);
}
