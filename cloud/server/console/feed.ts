import { Readable } from "node:stream";
import { setTimeout as passing } from "node:timers/promises";
import { isConsole } from "../../core/console-session";
import type { Core } from "../../core/core";
import type { FaultPlan } from "../../core/fault-plan";
import type { HttpReply } from "../../core/http";
import type { JournalEntry } from "../../core/journal-entry";
import type { Service } from "../../core/service";
import { onlyReads } from "../changes-by-get";
import type { FeedMessage } from "./feed-message";

/** However much happens, a page is told of it so often and no more. Of real time. */
const EVERY_MS = 500;
/** A page is told the time so often, if there is nothing else to say: its clock goes on by itself, and the connection is seen to live. */
const AT_LEAST_EVERY_MS = 5_000;

/** What the feed tells of. */
export interface FeedParts<L extends Core> {
  /** Asked each time: a reset replaces it. */
  readonly lab: () => L;
  readonly services: readonly Service<L>[];
  readonly faults: FaultPlan;
}

/** Server-sent events: what moves in the cloud, as long as somebody looks. Nothing is done here while nobody does. */
export const feed = <L extends Core>(parts: FeedParts<L>): HttpReply => ({
  status: 200,
  headers: {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  },
  // A page that does not read is not written for: the next message is made when there is room for it.
  body: Readable.from(messages(parts), { objectMode: false, highWaterMark: 1 }),
});

async function* messages<L extends Core>({ lab, services, faults }: FeedParts<L>): AsyncGenerator<string> {
  let seen = lab().journal.last;
  let told = { text: "", at: 0 };
  for (;;) {
    const { clock, journal, account, region } = lab();
    const { calls, refused } = counted(journal.headsAfter(seen));
    seen = journal.last;
    const live = Object.fromEntries(
      services.flatMap((service) => (service.live === undefined ? [] : [[service.name, service.live(lab())]])),
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
      // Beside the services, since the clients of several of them write.
      live: { ...live, writes: lab().sessionWrites.live() },
    };
    // A clock that runs shows the same at both ends; one that is stepped shows each step.
    const text = JSON.stringify({ ...message, now: clock.speed === 0 ? message.now : 0 });
    if (text !== told.text || performance.now() - told.at >= AT_LEAST_EVERY_MS) {
      told = { text, at: performance.now() };
      yield `data: ${JSON.stringify(message)}\n\n`;
    }
    await passing(EVERY_MS, undefined, { ref: false });
  }
}

function counted(heads: readonly Pick<JournalEntry, "service" | "operation" | "outcome" | "caller">[]) {
  const calls: Record<string, number> = {};
  const refused: Record<string, number> = {};
  for (const { service, operation, outcome, caller } of heads) {
    const name = `${service}.${operation}`;
    if (!(isConsole(caller) && onlyReads(operation))) calls[name] = (calls[name] ?? 0) + 1;
    if (outcome !== "ok") refused[`${name} ${outcome.code}`] = (refused[`${name} ${outcome.code}`] ?? 0) + 1;
  }
  return { calls, refused };
}
