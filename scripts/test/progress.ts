import { clearInterval, setInterval } from "node:timers";
import { readEvents } from "./events";

const EVERY_MS = 10_000;

export interface Progress {
  begin(job: string, events: string): void;
  end(job: string): void;
  stop(): void;
}

/** While jobs are running, prints the progress of each every ten seconds. */
export function showProgress(say: (line: string) => void): Progress {
  const running = new Map<string, string>();
  const began = performance.now();
  const timer = setInterval(() => {
    const parts = [...running].map(([job, events]) => `${job} ${readProgress(events)}`);
    if (parts.length > 0) say(`     ${Math.round((performance.now() - began) / 1000)} s: ${parts.join(", ")}`);
  }, EVERY_MS);
  timer.unref();
  return {
    begin: (job, events) => running.set(job, events),
    end: (job) => running.delete(job),
    stop: () => clearInterval(timer),
  };
}

function readProgress(file: string): string {
  const events = readEvents(file);
  const total = events.find((event) => event.kind === "start")?.total;
  if (total === undefined) return "at work";
  return `${events.filter(({ kind }) => kind === "pass" || kind === "fail" || kind === "skip").length} of ${total}`;
}
