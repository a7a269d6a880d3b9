import type { BatchResultErrorEntry } from "@aws-sdk/client-sqs";
import { AwsFault } from "../../../core/faults";
import {
  createBadEntryIdFault,
  createEmptyBatchFault,
  createDuplicateEntryIdFault,
  createTooManyEntriesFault,
} from "../model/faults";

const MAX_ENTRIES = 10;

/**
 * Checks the rules that all batches share.
 *
 * @param entry the name of one entry's shape, for AWS's text
 * @throws AwsFault EmptyBatchRequest, TooManyEntriesInBatchRequest, InvalidBatchEntryId, BatchEntryIdsNotDistinct
 */
export function checkBatch(entries: readonly { readonly Id: string }[], entry: string): void {
  if (entries.length === 0) throw createEmptyBatchFault(entry);
  if (entries.length > MAX_ENTRIES) throw createTooManyEntriesFault(entries.length);
  const seen = new Set<string>();
  for (const { Id } of entries) {
    if (!/^[\w-]{1,80}$/.test(Id)) throw createBadEntryIdFault();
    if (seen.has(Id)) throw createDuplicateEntryIdFault(Id);
    seen.add(Id);
  }
}

/** The entry of an answer for a failed message. Batches use the older error codes, in both protocols. */
export const createFailedEntry = (Id: string, fault: AwsFault): BatchResultErrorEntry => ({
  Id,
  SenderFault: fault.status < 500,
  Code: fault.queryCode ?? fault.code,
  Message: fault.message,
});

/** The result of work on one entry, or the fault that it throws: in a batch, faults are data. */
export function catchFault<T>(work: () => T): T | AwsFault {
  try {
    return work();
  } catch (error) {
    if (error instanceof AwsFault) return error;
    throw error;
  }
}

/** The answer to a batch whose entries either failed or succeeded. */
export function createBatchResult(
  entries: readonly { readonly Id: string }[],
  refusals: readonly (AwsFault | undefined)[],
): BatchResult {
  const outcomes = entries.map(({ Id }, index) => ({ Id, refusal: refusals[index] }));
  return {
    Successful: listOrNone(outcomes.flatMap(({ Id, refusal }) => (refusal === undefined ? [{ Id }] : []))),
    Failed: listOrNone(
      outcomes.flatMap(({ Id, refusal }) => (refusal === undefined ? [] : [createFailedEntry(Id, refusal)])),
    ),
  };
}

/** The list, or undefined if it is empty, since AWS leaves out empty lists (measured). */
export const listOrNone = <T>(list: T[]): T[] | undefined => (list.length === 0 ? undefined : list);

/** The answer to a batch; it holds only the ids of successful entries. */
interface BatchResult {
  readonly Successful: { readonly Id: string }[] | undefined;
  readonly Failed: BatchResultErrorEntry[] | undefined;
}
