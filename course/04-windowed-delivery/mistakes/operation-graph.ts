import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The events that are not late are counted as late. */
  "late-the-other-way-round": {
    fails: ["counts late events"],
    answer: [
      "if (windows.add(event, watermark.atMs)) late += 1;",
      "return watermark.observe(Date.parse(event.timestamp)) ? windows.advance(watermark.atMs) : [];",
    ],
  },
  /** The watermark moves, but no windows are emitted. */
  "nothing-emitted": {
    fails: ["emits each window with the event that closes it"],
    answer: [
      "if (!windows.add(event, watermark.atMs)) late += 1;",
      "watermark.observe(Date.parse(event.timestamp));",
      "return [];",
    ],
  },
  /** As below, but the windows are emitted after the event is added: only the order of the first two calls is wrong. */
  "observed-before-added": {
    fails: ["emits each window with the event that closes it", "counts late events"],
    answer: [
      "const moved = watermark.observe(Date.parse(event.timestamp));",
      "if (!windows.add(event, watermark.atMs)) late += 1;",
      "return moved ? windows.advance(watermark.atMs) : [];",
    ],
  },
  /** The watermark moves first, so an event is compared with a watermark that it has moved itself. */
  "watermark-before-window": {
    fails: ["emits each window with the event that closes it", "counts late events"],
    answer: [
      "const hasMoved = watermark.observe(Date.parse(event.timestamp));",
      "const emitted = hasMoved ? windows.advance(watermark.atMs) : [];",
      "if (!windows.add(event, watermark.atMs)) late += 1;",
      "return emitted;",
    ],
  },
};
