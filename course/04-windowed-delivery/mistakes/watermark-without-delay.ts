import type { Mistake } from "../../../grader/index";

/** The watermark is the newest event time, without the delay. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.watermark",
  fails: ["follows the newest event at the delay", "says whether it has moved"],
  answer: [
    "// Where this event alone would put the watermark.",
    "const wanted = eventMs;",
    "if (wanted <= this.#atMs) return false;",
    "this.#atMs = wanted;",
    "return true;",
  ],
};
