import type { FilterRule, NotificationConfiguration } from "@aws-sdk/client-s3";

/** A destination of a bucket's events. */
export interface Destination {
  readonly id: string;
  readonly kind: "queue" | "topic" | "function";
  readonly arn: string;
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
}

/** The destinations that a bucket's notification configuration names. */
export function listDestinations(configuration: NotificationConfiguration): readonly Destination[] {
  const {
    QueueConfigurations: queues = [],
    TopicConfigurations: topics = [],
    LambdaFunctionConfigurations: functions = [],
  } = configuration;
  return [
    ...queues.map(({ Id: id = "", QueueArn: arn = "", Events: events = [], Filter: filter }) => ({
      id,
      kind: "queue" as const,
      arn,
      events,
      ...getAffixes(filter?.Key?.FilterRules),
    })),
    ...topics.map(({ Id: id = "", TopicArn: arn = "", Events: events = [], Filter: filter }) => ({
      id,
      kind: "topic" as const,
      arn,
      events,
      ...getAffixes(filter?.Key?.FilterRules),
    })),
    ...functions.map(({ Id: id = "", LambdaFunctionArn: arn = "", Events: events = [], Filter: filter }) => ({
      id,
      kind: "function" as const,
      arn,
      events,
      ...getAffixes(filter?.Key?.FilterRules),
    })),
  ];
}

function getAffixes(rules: readonly FilterRule[] = []): Pick<Destination, "prefix" | "suffix"> {
  const getValue = (name: string): string => rules.find(({ Name }) => Name?.toLowerCase() === name)?.Value ?? "";
  return { prefix: getValue("prefix"), suffix: getValue("suffix") };
}

/** Whether a destination gets an event, such as `ObjectCreated:Put`, for a key. */
export const isMatching = ({ events, prefix, suffix }: Destination, event: string, key: string): boolean =>
  events.some((item) => isRequestedEvent(event, item)) && key.startsWith(prefix) && key.endsWith(suffix);

/** Whether an event belongs to a configured type; `s3:ObjectCreated:*` includes all creations. */
function isRequestedEvent(event: string, requested: string): boolean {
  const plain = requested.replace(/^s3:/, "");
  return plain === event || (plain.endsWith("*") && event.startsWith(plain.slice(0, -1)));
}

/** Whether the event of some key would go to both destinations, which S3 refuses. */
export const overlap = (a: Destination, b: Destination): boolean =>
  a.events.some((first) =>
    b.events.some(
      (second) => isRequestedEvent(removePrefix(first), second) || isRequestedEvent(removePrefix(second), first),
    ),
  ) &&
  (a.prefix.startsWith(b.prefix) || b.prefix.startsWith(a.prefix)) &&
  (a.suffix.endsWith(b.suffix) || b.suffix.endsWith(a.suffix));

const removePrefix = (event: string): string => event.replace(/^s3:/, "");
