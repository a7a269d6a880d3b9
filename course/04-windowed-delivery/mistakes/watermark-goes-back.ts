import type { Mistake } from "../../../grader/index";

/** The watermark follows each event, so an event that arrives out of order moves it back. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.watermark",
  fails: ["never goes back", "says whether it has moved"],
  answer: [
    "// Where this event alone would put the watermark.",
    "const wanted = eventMs - this.#delayMs;",
    "if (wanted === this.#atMs) return false;",
    "this.#atMs = wanted;",
    "return true;",
  ],
};
