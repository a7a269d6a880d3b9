import type { AwsFault } from "../../../core/faults";

/** The outcome of a batch request: the items that were found, and the errors of the others. */
interface Batch<T> {
  readonly found: T[];
  readonly missing: { readonly name: string; readonly ErrorCode: string; readonly ErrorMessage: string }[];
}

/** Looks up each name of a batch: answers the items that exist, and reports the missing ones. */
export function lookUpEach<T>(
  names: readonly string[],
  find: (name: string) => T | undefined,
  fault: (name: string) => AwsFault,
): Batch<T> {
  const batch: Batch<T> = { found: [], missing: [] };
  for (const name of names) {
    const one = find(name);
    const { message, code, members } = fault(name);
    if (one !== undefined) batch.found.push(one);
    else batch.missing.push({ name, ErrorCode: String(members["AthenaErrorCode"] ?? code), ErrorMessage: message });
  }
  return batch;
}
