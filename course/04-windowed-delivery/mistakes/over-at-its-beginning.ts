import type { Mistake } from "../../../grader/index";

/** The window's size is forgotten, so the window closes at its beginning. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.window-end",
  fails: [
    "keeps a window while it lasts, and emits it afterward",
    "emits a window when the watermark reaches its last millisecond",
    "takes an event until then, and no later",
  ],
  answer: ["return watermarkMs >= startMs;"],
};
