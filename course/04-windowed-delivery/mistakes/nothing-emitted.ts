import type { Mistake } from "../../../grader/index";

/** The watermark moves, but no windows are emitted. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.operation-graph",
  fails: ["emits each window with the event that closes it"],
  answer: [
    "if (!windows.add(event, watermark.atMs)) late += 1;",
    "watermark.observe(Date.parse(event.timestamp));",
    "return [];",
  ],
};
