import type { Mistake } from "../../../grader/index";

/** The size is forgotten. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.window-end",
  fails: ["emits a window when the watermark reaches its last millisecond", "takes an event until then, and no later"],
  answer: ["return watermarkMs >= startMs;"],
};
