import { createLiveLine, type LiveLine } from "../display/live-line";
import type { Say } from "./learner-texts";

/** For a check that takes less time, no line is shown. */
const SHOWN_AFTER_MS = 700;

/** Shows the step of a check, and for how long it has been running. */
export interface CheckProgress {
  /** Receives the messages of the check's process. */
  hear(message: unknown): void;
  end(): void;
}

/** Shows the steps of a check in one line below the cell: "Running your cells, 3 s"; at the end, the total time. */
export function showDoing(say: Say, afterMs = SHOWN_AFTER_MS): CheckProgress {
  const began = performance.now();
  const measureSeconds = (): number => (performance.now() - began) / 1000;
  let line: LiveLine | undefined;
  let last = say("Checking");
  const draw = (): void => {
    line ??= createLiveLine();
    line.show(`${last}, ${Math.floor(measureSeconds())} s`);
  };
  let again: NodeJS.Timeout | undefined;
  const first = setTimeout(() => {
    draw();
    again = setInterval(draw, 1000);
  }, afterMs);
  return {
    hear(message) {
      if (typeof message !== "object" || message === null || !("doing" in message)) return;
      last = String(message.doing);
      if (line) draw();
    },
    end() {
      clearTimeout(first);
      clearInterval(again);
      line?.end(say("Checked in {1} s.", measureSeconds().toFixed(1)));
    },
  };
}
