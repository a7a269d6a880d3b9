import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The watermark follows each event, so an event that arrives out of order moves it back. */
  "watermark-goes-back": {
    fails: ["never goes back", "says whether it has moved"],
    changes: [["wanted <= this.#atMs", "wanted === this.#atMs"]],
  },
  /** `observe` returns true for each event, and there's no `return false`. */
  "watermark-moves-always": {
    fails: ["says whether it has moved"],
    answer: ["this.#atMs = Math.max(this.#atMs, eventMs - this.#delayMs);", "return true;"],
  },
  /** `observe` returns false for each event, and the watermark stays at its initial value. */
  "watermark-never-moves": {
    fails: ["follows the newest event at the delay", "says whether it has moved"],
    answer: ["return false;"],
  },
  /** `observe` returns true although the watermark has not moved. */
  "watermark-moves-without-moving": {
    fails: ["says whether it has moved"],
    changes: [["wanted <= this.#atMs", "wanted < this.#atMs"]],
  },
  /** The new watermark is not stored, so it stays at its initial value. */
  "watermark-not-kept": {
    fails: ["follows the newest event at the delay", "says whether it has moved"],
    changes: [["this.#atMs = wanted", "void wanted"]],
  },
  /** The watermark is the newest event time, without the delay. What `observe` returns is true of it. */
  "watermark-without-delay": {
    fails: ["follows the newest event at the delay"],
    changes: [["eventMs - this.#delayMs", "eventMs"]],
  },
};
