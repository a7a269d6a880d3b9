import type { Mistake } from "../../../grader/index";

/** The window closes a millisecond late: it is still open when the watermark is at its last millisecond. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.window-end",
  fails: ["emits a window when the watermark reaches its last millisecond", "takes an event until then, and no later"],
  answer: ["return watermarkMs >= startMs + this.#sizeMs;"],
};
