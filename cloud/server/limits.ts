/** What a client may take of the port's time and memory. Times in ms of real time. */
export interface PortLimits {
  /** A connection that says nothing is cut after this. */
  readonly firstBytesMs: number;
  /** A client has this long to send a request's headers. */
  readonly headersMs: number;
  /** A connection without a byte either way is cut after this: a client that does not read its answer, too. */
  readonly silentMs: number;
  /** SDKs keep connections open between calls; closing early would race with their next call. */
  readonly keepAliveMs: number;
  /** So many at once; a further one takes the place of the one over which least went lately. */
  readonly connections: number;
  /** Answers that wait to be read, in bytes, all connections together. */
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
