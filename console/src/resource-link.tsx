import { parseName } from "./formats";
import { to } from "./route";

/** The console's page of a resource, by its CloudFormation type, from its physical id. */
const PATHS: Readonly<Record<string, (id: string) => readonly string[]>> = {
  "AWS::Kinesis::Stream": (id) => ["kinesis", id],
  "AWS::Kinesis::StreamConsumer": (id) => ["kinesis", /:stream\/([^/]+)/.exec(id)?.[1] ?? ""],
  "AWS::KinesisFirehose::DeliveryStream": (id) => ["firehose", id],
  "AWS::S3::Bucket": (id) => ["s3", id],
  "AWS::SQS::Queue": (id) => ["sqs", parseName(id)],
  "AWS::Lambda::Function": (id) => ["lambda", id],
  "AWS::Glue::Database": (id) => ["glue", id],
  "AWS::Glue::Table": () => ["glue"],
  "AWS::Logs::LogGroup": (id) => ["logs", id],
  "AWS::KinesisAnalyticsV2::Application": (id) => ["flink", id],
  "AWS::CloudFormation::Stack": (id) => ["cloudformation", id],
};

/** The id of a resource of a stack, with a link to its page where the console has one. */
export function ResourceLink({ type, id }: { type: string; id: string }) {
  const [page = "", ...rest] = id === "" ? [] : (PATHS[type]?.(id) ?? []);
  return page !== "" ? <a href={to(page, ...rest.filter((part) => part !== ""))}>{id}</a> : <>{id}</>;
}

/** The page of a log group, or of one of its streams. */
export const createLogLink = (group: string, stream?: string): string =>
  to("logs", group, ...(stream === undefined ? [] : [stream]));
