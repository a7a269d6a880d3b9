import type { LiveFigures } from "./live-figures";

/** The destination of a call that writes, and how much it has written. */
export interface WriteTotal {
  /** `firehose/SI-Firehose` */
  readonly place: string;
  /** Records, messages or objects. */
  readonly count: number;
}

/** How much functions and instances have written to each place with their roles' keys since the cloud started. */
export class SessionWrites {
  readonly #counts = new Map<string, number>();

  /** @param session the session's name, such as a function's name */
  add(session: string, { place, count }: WriteTotal): void {
    const name = `${session} ${place}`;
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + count);
  }

  /** The counts by session and place, as in `GasStationApp firehose/SI-Firehose`. */
  getLiveFigures(): Readonly<Record<string, LiveFigures>> {
    return Object.fromEntries(Array.from(this.#counts, ([name, written]) => [name, { written }]));
  }
}
