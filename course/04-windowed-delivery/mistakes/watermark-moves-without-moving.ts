import type { Mistake } from "../../../grader/index";

/** `observe` returns true although the watermark has not moved. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.watermark",
  fails: ["says whether it has moved"],
  answer: [
    "// Where this event alone would put the watermark.",
    "const wanted = eventMs - this.#delayMs;",
    "if (wanted < this.#atMs) return false;",
    "this.#atMs = wanted;",
    "return true;",
  ],
};
