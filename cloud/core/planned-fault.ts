/** A fault to answer on purpose, for lessons about throttling and failures. */
export interface PlannedFault {
  readonly service: string;
  readonly operation: string;
  readonly code: string;
  readonly message: string;
  readonly status: number;
  /** How many calls get this fault; by default all. */
  readonly times?: number;
  /** The share of calls that get this fault, 0 to 1, drawn from the cloud's seed. */
  readonly probability?: number;
}
