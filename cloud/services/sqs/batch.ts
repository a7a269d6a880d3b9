import type { BatchResultErrorEntry } from "@aws-sdk/client-sqs";
import { AwsFault } from "../../core/faults";
import { badEntryId, emptyBatch, entryIdTwice, tooManyEntries } from "./faults";

const MOST_ENTRIES = 10;

/**
 * What all batches must keep to.
 *
 * @param entry the name of one entry's shape, for AWS's words
 * @throws AwsFault EmptyBatchRequest, TooManyEntriesInBatchRequest, InvalidBatchEntryId, BatchEntryIdsNotDistinct
 */
export function checkBatch(entries: readonly { readonly Id: string }[], entry: string): void {
  if (entries.length === 0) throw emptyBatch(entry);
  if (entries.length > MOST_ENTRIES) throw tooManyEntries(entries.length);
  const seen = new Set<string>();
  for (const { Id } of entries) {
    if (!/^[\w-]{1,80}$/.test(Id)) throw badEntryId();
    if (seen.has(Id)) throw entryIdTwice(Id);
    seen.add(Id);
  }
}

/** Why one entry of a batch failed. Batches speak in the old codes, on both wires. */
export const failedEntry = (Id: string, fault: AwsFault): BatchResultErrorEntry => ({
  Id,
  SenderFault: fault.status < 500,
  Code: fault.queryCode ?? fault.code,
  Message: fault.message,
});

/** The result of work on one entry, or the fault that it throws: in a batch, faults are data. */
export function orFault<T>(work: () => T): T | AwsFault {
  try {
    return work();
  } catch (error) {
    if (error instanceof AwsFault) return error;
    throw error;
  }
}

/** The answer to a batch whose entries either fail or are done. */
export function batchResult(
  entries: readonly { readonly Id: string }[],
  refusals: readonly (AwsFault | undefined)[],
): BatchResult {
  const outcomes = entries.map(({ Id }, index) => ({ Id, refusal: refusals[index] }));
  return {
    Successful: listOrNone(outcomes.flatMap(({ Id, refusal }) => (refusal === undefined ? [{ Id }] : []))),
    Failed: listOrNone(
      outcomes.flatMap(({ Id, refusal }) => (refusal === undefined ? [] : [failedEntry(Id, refusal)])),
    ),
  };
}

/** AWS leaves out an empty list (measured). */
export const listOrNone = <T>(list: T[]): T[] | undefined => (list.length === 0 ? undefined : list);

/** The answer to a batch; of an entry that is done, only its id is told. */
export interface BatchResult {
  readonly Successful: { readonly Id: string }[] | undefined;
  readonly Failed: BatchResultErrorEntry[] | undefined;
}
