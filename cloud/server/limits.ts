/** Limits on the port's time and memory for clients. Times are in ms of real time. */
export interface PortLimits {
  /** A connection that sends no bytes is closed after this time. */
  readonly firstBytesMs: number;
  /** How long a client may take to send a request's headers. */
  readonly headersMs: number;
  /**
   * A connection without a byte in either direction is closed after this time, such as that of a client that does not
   * read its answer.
   */
  readonly silentMs: number;
  /**
   * How long an idle connection stays open. SDKs keep connections between calls; closing early would race with their
   * next call.
   */
  readonly keepAliveMs: number;
  /** The most connections at once; a further one replaces the connection that moved the fewest bytes recently. */
  readonly connections: number;
  /** The most bytes of answers that clients have not read yet, of all connections together. */
  readonly unreadBytes: number;
}

export const PORT_LIMITS: PortLimits = {
  firstBytesMs: 10_000,
  headersMs: 10_000,
  silentMs: 120_000,
  keepAliveMs: 60_000,
  connections: 2_000,
  unreadBytes: 512 * 1024 * 1024,
};
