/** One API call, as `GET /_lab/journal` and `cloud.journal.after` return it. */
export interface JournalEntry {
  /** 1, 2, 3, … in the order in which calls were answered. */
  readonly n: number;
  /** ms since the epoch, cloud clock. */
  readonly at: number;
  readonly service: string;
  readonly operation: string;
  /** JSON-able: blobs as base64, long values cut, with a marker that gives their length. */
  readonly input: unknown;
  readonly outcome: "ok" | { readonly code: string; readonly message: string; readonly status: number };
  readonly output?: unknown;
  /** The caller's access key id; for a role's temporary keys the session's ARN; for a service its name. */
  readonly caller: string;
  readonly origin: "client" | "service";
}
