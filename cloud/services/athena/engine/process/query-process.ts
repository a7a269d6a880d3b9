import { JobFault, type Answer, type Ask, type Question } from "./job";
import { JobRunner, type RunningJob } from "./run-job";

/** The process that runs queries, one after another. The cloud's requests come over the channel with which this process was forked. */

const runner = new JobRunner();
let running: RunningJob | undefined;

async function answer(ask: Question): Promise<Answer> {
  switch (ask.ask) {
    case "run":
      running = await runner.run(ask.job);
      if (ask.job.output === undefined)
        return { answer: "running", bytesScanned: running.bytesScanned, page: await running.next() };
      return { answer: "written", files: await running.write(), bytesScanned: running.bytesScanned };
    case "rows":
      if (running === undefined) throw new Error("no query runs");
      return { answer: "rows", page: await running.next() };
  }
}

function failed(error: unknown): Answer {
  if (error instanceof JobFault) return { answer: "fault", code: error.code, message: error.message };
  return { answer: "broken", error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

process.on("message", (ask: Ask) => {
  if (ask.ask === "end") process.exit(0);
  if (ask.ask === "close") {
    running?.close();
    running = undefined;
    return;
  }
  void answer(ask)
    .catch(failed)
    .then((found) => process.send?.(found));
});
// The cloud's process has ended, so no answer is needed any more.
process.on("disconnect", () => process.exit(0));
