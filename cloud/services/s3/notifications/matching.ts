import type { FilterRule, NotificationConfiguration } from "@aws-sdk/client-s3";

/** Where events of a bucket go. */
export interface Destination {
  readonly id: string;
  readonly kind: "queue" | "topic" | "function";
  readonly arn: string;
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
}

/** The destinations that a bucket's notification configuration names. */
export function destinationsOf(configuration: NotificationConfiguration): readonly Destination[] {
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
      ...affixes(filter?.Key?.FilterRules),
    })),
    ...topics.map(({ Id: id = "", TopicArn: arn = "", Events: events = [], Filter: filter }) => ({
      id,
      kind: "topic" as const,
      arn,
      events,
      ...affixes(filter?.Key?.FilterRules),
    })),
    ...functions.map(({ Id: id = "", LambdaFunctionArn: arn = "", Events: events = [], Filter: filter }) => ({
      id,
      kind: "function" as const,
      arn,
      events,
      ...affixes(filter?.Key?.FilterRules),
    })),
  ];
}

function affixes(rules: readonly FilterRule[] = []): Pick<Destination, "prefix" | "suffix"> {
  const value = (name: string): string => rules.find(({ Name }) => Name?.toLowerCase() === name)?.Value ?? "";
  return { prefix: value("prefix"), suffix: value("suffix") };
}

/** Whether a destination is to hear of an event: `ObjectCreated:Put`, of a key. */
export const hears = ({ events, prefix, suffix }: Destination, event: string, key: string): boolean =>
  events.some((one) => isOf(event, one)) && key.startsWith(prefix) && key.endsWith(suffix);

/** `s3:ObjectCreated:*` is all of its kind. */
function isOf(event: string, wanted: string): boolean {
  const plain = wanted.replace(/^s3:/, "");
  return plain === event || (plain.endsWith("*") && event.startsWith(plain.slice(0, -1)));
}

/** Whether an event of some key would go to two destinations: S3 refuses that. */
export const overlap = (a: Destination, b: Destination): boolean =>
  a.events.some((one) => b.events.some((other) => isOf(bare(one), other) || isOf(bare(other), one))) &&
  (a.prefix.startsWith(b.prefix) || b.prefix.startsWith(a.prefix)) &&
  (a.suffix.endsWith(b.suffix) || b.suffix.endsWith(a.suffix));

const bare = (event: string): string => event.replace(/^s3:/, "");
