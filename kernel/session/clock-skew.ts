import type { Message } from "../jupyter/message";

export interface ClockSkew {
  /**
   * When a request was sent, by this machine's clock in epoch ms; never earlier than the true time, and never later
   * than its arrival.
   *
   * Clocks differ between machines. The smallest gap ever seen between a client's date and the arrival here is that
   * difference plus the shortest time of transport; a client's date plus this gap is a time at or after the true one.
   */
  estimateSentAtMs(message: Message, receivedAtMs: number): number;
}

/** A date may be cut to whole milliseconds. */
const DATE_STEP_MS = 1;

export function createClockSkew(): ClockSkew {
  const gaps = new Map<string, number>();
  return {
    estimateSentAtMs: ({ header }, receivedAtMs) => {
      const dateMs = Date.parse(header.date ?? "");
      if (Number.isNaN(dateMs)) return receivedAtMs;
      const session = header.session ?? "";
      const gap = Math.min(gaps.get(session) ?? Number.POSITIVE_INFINITY, receivedAtMs - dateMs);
      gaps.set(session, gap);
      return Math.min(receivedAtMs, dateMs + gap + DATE_STEP_MS);
    },
  };
}
