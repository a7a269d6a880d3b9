/** How to reach the cloud: as the AWS SDK's clients take it. Empty: from the environment, as everywhere in the course. */
export interface Connection {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** What each part of the givens is told. */
export interface Context {
  readonly connection: Connection;
  /** Twelve digits. */
  readonly account: string;
  /** Takes one line about what was done. */
  say(line: string): void;
}
