import { liveLine } from "../display/live-line";
import type { LiveLine } from "../display/live-line";

/** A check that is done before is shown no line at all. */
const SHOWN_AFTER_MS = 700;

/** Shows what a check does, and for how long already. */
export interface Doing {
  /** Takes the messages of the command that checks. */
  hear(message: unknown): void;
  end(): void;
}

/** Shows it in one line below the cell: "Running your cells, 3 s"; at the end, how long all took. */
export function showDoing(afterMs = SHOWN_AFTER_MS): Doing {
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  let line: LiveLine | undefined;
  let last = "Checking";
  const draw = (): void => {
    line ??= liveLine();
    line.show(`${last}, ${Math.floor(seconds())} s`);
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
      line?.end(`Checked in ${seconds().toFixed(1)} s.`);
    },
  };
}
