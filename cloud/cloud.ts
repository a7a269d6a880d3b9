import type { JournalEntry } from "./core/journal-entry";

/** A running lab cloud. */
export interface Cloud {
  /** `http://127.0.0.1:<port>`, for `AWS_ENDPOINT_URL`. */
  readonly endpoint: string;
  readonly port: number;
  /** `https://127.0.0.1:<port>` if a `tlsPort` was given, for clients that only use TLS. */
  readonly tlsEndpoint: string | undefined;
  /** The path of a PEM file with the certificate that such clients should trust. */
  readonly certificateFile: string | undefined;
  readonly account: string;
  readonly region: string;
  /** Keys that this cloud accepts; with `keys: "own"` the only ones. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** The token for `/_lab` and `/console`, to send in the header `x-lab-token`. */
  readonly token: string;
  readonly clock: {
    readonly speed: number;
    /** ms since the epoch. */
    now(): number;
    /** Moves cloud time on; resolves when all work due until then has run. `stop` ends the advance where it is. */
    advance(seconds: number): Promise<void>;
  };
  readonly journal: {
    /** The number of the latest call; 0 before the first. */
    readonly last: number;
    /** API calls numbered above `n`, in order. */
    listAfter(n: number): JournalEntry[];
  };
  /** Closes all connections and writes unsaved data. Without a data folder, all data is gone afterward. */
  stop(): Promise<void>;
}
