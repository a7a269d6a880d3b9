/** A fault to answer on purpose, for lessons about throttling and failures. */
export interface PlannedFault {
  readonly service: string;
  readonly operation: string;
  readonly code: string;
  readonly message: string;
  readonly status: number;
  /** Answer it this many times, then no more. */
  readonly times?: number;
  /** Answer it to this share of the calls, 0 to 1, drawn from the cloud's seed. */
  readonly probability?: number;
}
