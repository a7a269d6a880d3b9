import { mkdirSync, readFileSync, renameSync, writeFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { debug } from "./debug-log";
import type { GraphState } from "./graph-state";

/** The data for a restart: how far each shard was read, and the operators' state at that point. */
export interface Checkpoint {
  /** By shard id, the sequence number of the last record that `state` includes. */
  readonly positions: Readonly<Record<string, string>>;
  readonly state: GraphState;
}

/** @returns undefined if there is none yet: a first start */
export function readCheckpoint(file: string): Checkpoint | undefined {
  if (!statSync(file, { throwIfNoEntry: false })) return undefined;
  const checkpoint = JSON.parse(readFileSync(file, "utf8")) as Checkpoint;
  debug("checkpoint: continuing from %j", checkpoint.positions);
  return checkpoint;
}

/** Replaces the checkpoint in one step: a program that is killed in the meantime leaves the old checkpoint. */
export function writeCheckpoint(file: string, checkpoint: Checkpoint): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(checkpoint), { flush: true });
  renameSync(`${file}.new`, file);
  debug("checkpoint: %j", checkpoint.positions);
}
