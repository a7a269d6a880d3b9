import type { JournalEntry } from "./core/journal-entry";

/** A running lab cloud. */
export interface Cloud {
  /** `http://127.0.0.1:<port>`, for `AWS_ENDPOINT_URL`. */
  readonly endpoint: string;
  readonly port: number;
  /** `https://127.0.0.1:<port>` where a `tlsPort` was given, for clients that speak TLS alone. */
  readonly tlsEndpoint: string | undefined;
  /** The certificate that such clients are to trust: the path of a PEM file. */
  readonly certificateFile: string | undefined;
  readonly account: string;
  readonly region: string;
  /** Keys that this cloud takes; with `keys: "own"` the only ones. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Opens `/_lab` and `/console`, as the header `x-lab-token`. */
  readonly token: string;
  readonly clock: {
    readonly speed: number;
    /** ms since the epoch. */
    now(): number;
    /** Moves cloud time on; resolves when everything due until then has happened. A stop ends it where it is. */
    advance(seconds: number): Promise<void>;
  };
  readonly journal: {
    /** The number of the latest call; 0 before the first. */
    readonly last: number;
    /** API calls numbered above `n`, in order. */
    after(n: number): JournalEntry[];
  };
  /** Ends all connections and writes down what is left. Memory-only data is gone afterwards. */
  stop(): Promise<void>;
}
