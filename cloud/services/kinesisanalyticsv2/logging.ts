import { logStreamOf } from "./application-log";
import { invalidArgument } from "./faults";
import type { StoredApplication } from "./stored-application";

type Logging = StoredApplication["logging"];

/** @throws AwsFault InvalidArgumentException if `arn` is not the ARN of a log stream */
export function checkedStream(arn: string): string {
  if (logStreamOf(arn) === undefined)
    throw invalidArgument(
      `${arn} is not the ARN of a log stream: arn:aws:logs:REGION:ACCOUNT:log-group:GROUP:log-stream:STREAM.`,
    );
  return arn;
}

/** The logging options of a new application: AWS allows one. */
export function newLogging(options: readonly { readonly LogStreamARN: string }[]): Logging {
  if (options.length > 1) throw invalidArgument("An application has one CloudWatchLoggingOption at most.");
  return options.map(({ LogStreamARN }, at) => ({ id: `${at + 1}.1`, streamArn: checkedStream(LogStreamARN) }));
}

export function changedLogging(
  before: Logging,
  updates: readonly {
    readonly CloudWatchLoggingOptionId: string;
    readonly LogStreamARNUpdate?: string | undefined;
  }[] = [],
): Logging {
  for (const { CloudWatchLoggingOptionId: wanted } of updates)
    if (!before.some(({ id }) => id === wanted))
      throw invalidArgument(`There is no CloudWatchLoggingOption ${wanted}.`);
  return before.map((one) => {
    const update = updates.find(({ CloudWatchLoggingOptionId: wanted }) => wanted === one.id);
    const arn = update?.LogStreamARNUpdate;
    return arn === undefined ? one : { id: one.id, streamArn: checkedStream(arn) };
  });
}
