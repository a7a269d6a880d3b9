import { AwsFault } from "./faults";
import type { Random } from "../../foundation/random";

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

/** A limit, since each call looks through all planned faults. */
const MAX_PLANNED = 100;

/** The planned faults that are not used up. */
export class FaultPlan {
  readonly #random: Random;
  #planned: { readonly fault: PlannedFault; left: number }[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  /** @throws AwsFault LimitExceededException if there are 100 planned faults already */
  add(fault: PlannedFault): void {
    if (this.#planned.length >= MAX_PLANNED)
      throw new AwsFault(
        "LimitExceededException",
        `${MAX_PLANNED} faults are planned already: take them back by DELETE /_lab/faults`,
      );
    this.#planned.push({ fault, left: fault.times ?? Infinity });
  }

  clear(): void {
    this.#planned = [];
  }

  /** The faults that are still planned, with the number of calls that they still apply to. */
  list(): readonly PlannedFault[] {
    return this.#planned.map(({ fault, left }) => (left === Infinity ? fault : { ...fault, times: left }));
  }

  /** @throws AwsFault if one is planned for this call */
  strike(service: string, operation: string): void {
    if (this.#planned.length === 0) return;
    for (const item of this.#planned) {
      const { fault } = item;
      if (fault.service !== service || fault.operation !== operation) continue;
      if (fault.probability !== undefined && this.#random.drawFraction() >= fault.probability) continue;
      item.left -= 1;
      this.#planned = this.#planned.filter(({ left }) => left > 0);
      throw new AwsFault(fault.code, fault.message, { status: fault.status });
    }
  }
}
