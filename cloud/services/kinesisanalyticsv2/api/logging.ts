import { parseLogStreamArn } from "../model/application-log";
import { createArgumentFault } from "../model/faults";
import type { StoredApplication } from "../model/stored-application";

type Logging = StoredApplication["logging"];

/** @throws AwsFault InvalidArgumentException if `arn` is not the ARN of a log stream */
export function checkStream(arn: string): string {
  if (parseLogStreamArn(arn) === undefined)
    throw createArgumentFault(
      `${arn} is not the ARN of a log stream: arn:aws:logs:REGION:ACCOUNT:log-group:GROUP:log-stream:STREAM.`,
    );
  return arn;
}

/** The logging options of a new application: AWS allows one. */
export function createLogging(options: readonly { readonly LogStreamARN: string }[]): Logging {
  if (options.length > 1) throw createArgumentFault("An application has one CloudWatchLoggingOption at most.");
  return options.map(({ LogStreamARN }, index) => ({ id: `${index + 1}.1`, streamArn: checkStream(LogStreamARN) }));
}

export function changeLogging(
  before: Logging,
  updates: readonly {
    readonly CloudWatchLoggingOptionId: string;
    readonly LogStreamARNUpdate?: string | undefined;
  }[] = [],
): Logging {
  for (const { CloudWatchLoggingOptionId: requested } of updates)
    if (!before.some(({ id }) => id === requested))
      throw createArgumentFault(`There is no CloudWatchLoggingOption ${requested}.`);
  return before.map((item) => {
    const update = updates.find(({ CloudWatchLoggingOptionId: requested }) => requested === item.id);
    const arn = update?.LogStreamARNUpdate;
    return arn === undefined ? item : { id: item.id, streamArn: checkStream(arn) };
  });
}
