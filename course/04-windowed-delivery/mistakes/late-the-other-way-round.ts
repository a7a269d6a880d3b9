import type { Mistake } from "../../../grader/index";

/** Counts the events that are not late. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.operation-graph",
  fails: ["counts late events"],
  answer: [
    "if (windows.add(event, watermark.atMs)) late += 1;",
    "return watermark.observe(Date.parse(event.timestamp)) ? windows.advance(watermark.atMs) : [];",
  ],
};
