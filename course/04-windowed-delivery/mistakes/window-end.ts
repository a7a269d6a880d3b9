import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The window closes a millisecond late: it is still open when the watermark is at its last millisecond. */
  "over-a-millisecond-late": {
    fails: [
      "emits a window when the watermark reaches its last millisecond",
      "takes an event until then, and no later",
    ],
    answer: ["return watermarkMs >= startMs + this.#sizeMs;"],
  },
  /** The window's size is forgotten, so the window closes at its beginning. */
  "over-at-its-beginning": {
    fails: [
      "keeps a window while it lasts, and emits it afterward",
      "emits a window when the watermark reaches its last millisecond",
      "takes an event until then, and no later",
    ],
    answer: ["return watermarkMs >= startMs;"],
  },
};
