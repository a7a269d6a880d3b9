import "../../../exercises/none"; // None stands where your own code belongs
import { debug } from "../debug-log";

/**
 * Operator: says how far event time has come. The watermark is the newest event time so far less a delay, which is how long
 * the application waits for events that were overtaken. It never goes back.
 */
export class Watermark {
  readonly #delayMs: number;
  #atMs: number;

  /** @param atMs the watermark of an earlier run, from its checkpoint */
  constructor(delayMs: number, atMs = -Infinity) {
    this.#delayMs = delayMs;
    this.#atMs = atMs;
  }

  /** All events up to this time, in ms since 1970, are taken to have arrived. */
  get atMs(): number {
    return this.#atMs;
  }

  /** @returns whether the watermark has moved */
  observe(eventMs: number): boolean {
    debug("watermark: at %d ms, before the event of %d ms", this.#atMs, eventMs);
    // ### START CODE HERE ### (~ 4 lines of code)
    return None;
    // ### END CODE HERE ###
  }
}
