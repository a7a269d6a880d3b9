import type { Ask } from "./job";
import { QueryServer } from "./query-server";

/** The process that runs queries. The cloud's requests come over the channel with which this process was forked. */

const server = new QueryServer((answer) => process.send?.(answer));

process.on("message", (ask: Ask) => {
  if (ask.ask === "end") process.exit(0);
  server.take(ask);
});
// The cloud's process has ended, so no answer is needed any more.
process.on("disconnect", () => process.exit(0));
