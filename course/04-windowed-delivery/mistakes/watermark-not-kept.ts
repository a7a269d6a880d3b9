import type { Mistake } from "../../../grader/index";

/** The new watermark is not stored, so it stays at its initial value. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.watermark",
  fails: ["follows the newest event at the delay", "says whether it has moved"],
  answer: [
    "// Where this event alone would put the watermark.",
    "const wanted = eventMs - this.#delayMs;",
    "if (wanted <= this.#atMs) return false;",
    "void wanted;",
    "return true;",
  ],
};
