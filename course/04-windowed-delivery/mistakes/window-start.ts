import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** Each window begins at its event's time instead of a multiple of the size. */
  "window-by-the-event": {
    fails: ["begins windows at multiples of their size"],
    answer: ["const startMs = atMs;"],
  },
  /** The time is rounded to the nearest window border, instead of down. */
  "window-rounded": {
    fails: ["begins windows at multiples of their size"],
    answer: ["const startMs = Math.round(atMs / this.#sizeMs) * this.#sizeMs;"],
  },
};
