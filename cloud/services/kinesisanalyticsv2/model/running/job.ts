import type { StoredApplication } from "../stored-application";

/**
 * Thrown if an application's program is wrong, or Flink could not run it; the message for the application's log says
 * why.
 */
export class JobFailure extends Error {
  override readonly name = "JobFailure";
}

/** The result of a start. */
export interface StartResult {
  /** Whether a Flink job runs: a note without an INSERT begins none. */
  readonly hasJob: boolean;
  /** Lines for the application's log. */
  readonly notes: readonly string[];
}

const SQL_CHECKPOINT = { CheckpointingEnabled: true, CheckpointInterval: 1_000, MinPauseBetweenCheckpoints: 0 };
/** Managed Flink restarts a job after every failure, without a limit. */
const FOR_EVER = String(2 ** 31 - 1);

/** Flink's settings for an application's job. */
export function createJobSettings({
  name,
  job,
  configuration,
  allowNonRestoredState,
}: StoredApplication): Readonly<Record<string, string>> {
  const { parallelism, sql } = configuration;
  // Rows of an SQL application for Firehose and functions are delivered at each checkpoint.
  const checkpoint = sql === undefined ? configuration.checkpoint : SQL_CHECKPOINT;
  return {
    "pipeline.name": name,
    "parallelism.default": String(parallelism.Parallelism),
    ...(checkpoint.CheckpointingEnabled
      ? {
          "execution.checkpointing.interval": `${checkpoint.CheckpointInterval} ms`,
          "execution.checkpointing.min-pause": `${checkpoint.MinPauseBetweenCheckpoints} ms`,
        }
      : { "execution.checkpointing.interval": "0 ms" }),
    "restart-strategy.type": "fixed-delay",
    "restart-strategy.fixed-delay.attempts": FOR_EVER,
    "restart-strategy.fixed-delay.delay": "1 s",
    ...(job === undefined ? {} : { "$internal.pipeline.job-id": job.id }),
    ...(job?.from === undefined
      ? {}
      : {
          "execution.state-recovery.path": job.from,
          "execution.state-recovery.ignore-unclaimed-state": String(allowNonRestoredState ?? sql !== undefined),
        }),
  };
}
