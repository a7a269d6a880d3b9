import { type Ask, JobFault, type Answer, type Question } from "./job";
import { JobRunner, type RunningJob } from "./run-job";

/** Runs the queries of one process, one after another, and answers the cloud's questions about them. */
class QueryServer {
  readonly #runner = new JobRunner();
  readonly #reply: (answer: Answer) => void;
  #running: RunningJob | undefined;

  /** @param reply sends an answer to the cloud */
  constructor(reply: (answer: Answer) => void) {
    this.#reply = reply;
  }

  /** Takes a message of the cloud's; a question is answered through `reply`. */
  take(ask: Exclude<Ask, { readonly ask: "end" }>): void {
    if (ask.ask === "close") {
      this.#running?.close();
      this.#running = undefined;
      return;
    }
    void this.#answer(ask).catch(createFailedAnswer).then(this.#reply);
  }

  async #answer(ask: Question): Promise<Answer> {
    switch (ask.ask) {
      case "run": {
        const running = await this.#runner.run(ask.job);
        this.#running = running;
        const { bytesScanned } = running;
        if (ask.job.output === undefined) return { answer: "running", bytesScanned, page: await running.readNext() };
        return { answer: "written", files: await running.write(), bytesScanned };
      }
      case "rows":
        if (this.#running === undefined) throw new Error("no query runs");
        return { answer: "rows", page: await this.#running.readNext() };
    }
  }
}

function createFailedAnswer(error: unknown): Answer {
  if (error instanceof JobFault) return { answer: "fault", code: error.code, message: error.message };
  return { answer: "broken", error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

/** The process that runs queries. The cloud's requests come over the channel with which this process was forked. */

const server = new QueryServer((answer) => process.send?.(answer));

process.on("message", (ask: Ask) => {
  if (ask.ask === "end") process.exit(0);
  server.take(ask);
});
// The cloud's process has ended, so no answer is needed any more.
process.on("disconnect", () => process.exit(0));
