import type { Json, Message } from "../jupyter/message";
import type { ClockSkew } from "./clock-skew";
import type { Client, Request } from "./client";

interface CellRequest extends Request {
  readonly sentAtMs: number;
}

/** The outcome of a cell; `failed` with the `content` of an error message. */
export interface CellOutcome {
  readonly failed: boolean;
  readonly content: Json;
}

interface CellQueue {
  /** Adds a cell at the end of the queue. */
  add(request: Request, receivedAtMs: number): void;
  /** Resolves when no cell waits or runs. */
  waitUntilIdle(): Promise<void>;
}

interface CellQueueOptions {
  readonly client: Client;
  readonly clockSkew: ClockSkew;
  /** Runs one cell and publishes its outputs. */
  execute(message: Message): Promise<CellOutcome>;
  /** Epoch ms. */
  getTimeMs(): number;
}

/**
 * Runs cells one after the other. When a cell fails, the cells that were sent before the failure are answered
 * `aborted`, even if they arrive later; a cell sent after the failure runs. So «Run all» stops at the error, and cells
 * that the learner runs afterward do run.
 */
export function createCellQueue({ client, clockSkew, execute, getTimeMs }: CellQueueOptions): CellQueue {
  const waiting: CellRequest[] = [];
  let running: Promise<void> | undefined;
  let failedAtMs = Number.NEGATIVE_INFINITY;

  async function runAll(): Promise<void> {
    for (let request = waiting.shift(); request !== undefined; request = waiting.shift()) await runCell(request);
    running = undefined;
  }

  async function runCell(request: CellRequest): Promise<void> {
    const { message, sentAtMs } = request;
    client.publish(message, "status", { execution_state: "busy" });
    if (sentAtMs < failedAtMs) {
      client.reply(request, "execute_reply", { status: "aborted" });
    } else {
      const { failed, content } = await execute(message);
      if (failed && message.content["stop_on_error"] !== false) failedAtMs = getTimeMs();
      client.reply(request, "execute_reply", content);
    }
    client.publish(message, "status", { execution_state: "idle" });
  }

  return {
    add: (request, receivedAtMs) => {
      waiting.push({ ...request, sentAtMs: clockSkew.estimateSentAtMs(request.message, receivedAtMs) });
      running ??= runAll();
    },
    waitUntilIdle: async () => {
      while (running !== undefined) await running;
    },
  };
}
