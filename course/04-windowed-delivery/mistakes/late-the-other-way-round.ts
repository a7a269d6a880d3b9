import type { Mistake } from "../../../grader/index";

/** The events that are not late are counted as late. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.operation-graph",
  fails: ["counts late events"],
  answer: [
    "if (windows.add(event, watermark.atMs)) late += 1;",
    "return watermark.observe(Date.parse(event.timestamp)) ? windows.advance(watermark.atMs) : [];",
  ],
};
