import type { AwsFault } from "../../core/faults";

/** What of a batch there is, and why the rest is not. */
interface Batch<T> {
  readonly found: T[];
  readonly missing: { readonly name: string; readonly ErrorCode: string; readonly ErrorMessage: string }[];
}

/** Looks each name of a batch up: what is missing is reported, the rest answered. */
export function eachOf<T>(
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
