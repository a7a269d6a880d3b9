import type { Mistake } from "../../../grader/index";

/** The watermark moves first, so an event is compared with a watermark that it has moved itself. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.operation-graph",
  fails: ["emits each window with the event that closes it", "counts late events"],
  answer: [
    "const hasMoved = watermark.observe(Date.parse(event.timestamp));",
    "const emitted = hasMoved ? windows.advance(watermark.atMs) : [];",
    "if (!windows.add(event, watermark.atMs)) late += 1;",
    "return emitted;",
  ],
};
