import { Readable } from "node:stream";
import { setTimeout as passing } from "node:timers/promises";
import { isConsole } from "../../core/console-session";
import type { Core } from "../../core/core";
import type { FaultPlan } from "../../core/fault-plan";
import type { HttpReply } from "../../core/http";
import type { JournalEntry } from "../../core/journal-entry";
import type { Service } from "../../core/service";
import type { FeedMessage } from "./feed-message";
import { isReadOnly } from "../sender";

/** The shortest time between two messages to a page, in ms of real time. */
const EVERY_MS = 500;
/**
 * The longest time between two messages, if nothing changes: the page's clock runs by itself, and the message shows
 * that the connection is alive.
 */
const AT_LEAST_EVERY_MS = 5_000;

/** The parts that the feed needs. */
interface FeedParts<L extends Core> {
  /** An object, since a reset replaces the state in it. */
  readonly current: { readonly state: L };
  readonly services: readonly Service<L>[];
  readonly faults: FaultPlan;
}

/**
 * Server-sent events about changes in the cloud, for as long as a page is open. Without an open page no work is done.
 */
export const feed = <L extends Core>(parts: FeedParts<L>): HttpReply => ({
  status: 200,
  headers: {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  },
  // No messages pile up for a page that does not read: the next one is made when there is room for it.
  body: Readable.from(streamMessages(parts), { objectMode: false, highWaterMark: 1 }),
});

async function* streamMessages<L extends Core>({ current, services, faults }: FeedParts<L>): AsyncGenerator<string> {
  let seen = current.state.journal.last;
  let details = { text: "", at: 0 };
  for (;;) {
    const { clock, journal, account, region } = current.state;
    const { calls, refused } = countHeads(journal.listHeadsAfter(seen));
    seen = journal.last;
    const live = Object.fromEntries(
      services.flatMap((service) =>
        service.getLiveFigures === undefined ? [] : [[service.name, service.getLiveFigures(current.state)]],
      ),
    );
    const message: FeedMessage = {
      now: clock.now(),
      speed: clock.speed,
      account,
      region,
      journal: seen,
      calls,
      refused,
      faults: faults.list(),
      // An entry beside the services, since a function writes to several of them.
      live: { ...live, writes: current.state.sessionWrites.getLiveFigures() },
    };
    // The time of a running clock is not a change, since the page's clock runs too; each step of a stepped clock is one.
    const text = JSON.stringify({ ...message, now: clock.speed === 0 ? message.now : 0 });
    if (text !== details.text || performance.now() - details.at >= AT_LEAST_EVERY_MS) {
      details = { text, at: performance.now() };
      yield `data: ${JSON.stringify(message)}\n\n`;
    }
    await passing(EVERY_MS, undefined, { ref: false });
  }
}

function countHeads(heads: readonly Pick<JournalEntry, "service" | "operation" | "outcome" | "caller">[]) {
  const calls: Record<string, number> = {};
  const refused: Record<string, number> = {};
  for (const { service, operation, outcome, caller } of heads) {
    const name = `${service}.${operation}`;
    if (!(isConsole(caller) && isReadOnly(operation))) calls[name] = (calls[name] ?? 0) + 1;
    if (outcome !== "ok") refused[`${name} ${outcome.code}`] = (refused[`${name} ${outcome.code}`] ?? 0) + 1;
  }
  return { calls, refused };
}
