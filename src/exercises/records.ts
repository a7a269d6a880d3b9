import { mkdirSync, readdirSync, readFileSync, writeFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Records that a learner's cells keep for themselves. */
export type RecordKind = "attempts" | "hints" | "predictions";

/**
 * One file for each exercise or question: two notebooks may record at the same time.
 *
 * @param id such as `02-fuel-network.folder`
 */
const getFile = (root: string, kind: RecordKind, id: string): string => join(root, ".labs", kind, `${id}.json`);

/** The latest record; undefined if there is none. */
export function readRecord(root: string, kind: RecordKind, id: string): unknown {
  const file = getFile(root, kind, id);
  return statSync(file, { throwIfNoEntry: false }) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

export function storeRecord(root: string, kind: RecordKind, { id, record }: { id: string; record: unknown }): void {
  const file = getFile(root, kind, id);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`);
}

/** The exercises or questions of a lab that have a record, sorted. */
export function listRecorded(root: string, kind: RecordKind, lab: string): readonly string[] {
  const folder = join(root, ".labs", kind);
  return (statSync(folder, { throwIfNoEntry: false }) ? readdirSync(folder) : [])
    .filter((name) => name.startsWith(`${lab}.`) && name.endsWith(".json"))
    .map((name) => name.slice(0, -".json".length))
    .sort();
}
