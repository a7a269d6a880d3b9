import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The expression is one of a crontab, which has five fields. */
  "cron-of-five-fields": {
    fails: ["invokes the planner once per minute", "gives up within minutes, and leaves the invocation in the queue"],
    changes: [["rate(1 minute)", "cron(* * * * *)"]],
  },
  /** Minutes where seconds belong: AWS refuses less than 60. */
  "gives-up-after-five-seconds": {
    fails: ["gives up within minutes, and leaves the invocation in the queue"],
    isAlwaysJudged: true,
    changes: [["MaximumEventAgeInSeconds: 300", "MaximumEventAgeInSeconds: 5"]],
  },
  /** An invocation that Scheduler gives up is lost. */
  "no-dead-letter-queue": {
    fails: ["gives up within minutes, and leaves the invocation in the queue"],
    changes: [["      DeadLetterConfig: { Arn: FAILURES_ARN },\n", ""]],
  },
  /** The rate is one of an hour. */
  "once-an-hour": {
    fails: ["invokes the planner once per minute", "gives up within minutes, and leaves the invocation in the queue"],
    changes: [["rate(1 minute)", "rate(1 hour)"]],
  },
  /** Scheduler gets the role of the function, which does not trust it. */
  "role-of-the-function": {
    fails: ["invokes the planner once per minute", "gives up within minutes, and leaves the invocation in the queue"],
    changes: [["RoleArn: SCHEDULER_ROLE_ARN", "RoleArn: `arn:aws:iam::${ACCOUNT}:role/${LAMBDA_ROLE}`"]],
  },
  /** The schedule has a dead-letter queue, but tries again for a day before it uses it. */
  "tries-for-a-day": {
    fails: ["gives up within minutes, and leaves the invocation in the queue"],
    changes: [["      RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 300 },\n", ""]],
  },
};
