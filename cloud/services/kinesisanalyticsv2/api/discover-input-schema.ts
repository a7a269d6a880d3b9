import {
  DiscoverInputSchema$,
  type DiscoverInputSchemaRequest,
  type DiscoverInputSchemaResponse,
} from "@aws-sdk/client-kinesis-analytics-v2";
import type { Call } from "../../../core/call";
import { optional, refused, required, type Members } from "../../../core/members";
import type { SourceRecord, StreamSource } from "../../kinesis/model/source";
import type { Services } from "../../framework/services";
import { operation } from "../../framework/operation";
import * as faults from "../model/faults";
import { createArgumentFault, createNotSqlFault } from "../model/faults";
import { resourceArn, roleArn } from "../model/fields";
import { discover } from "../model/sql/discover";
import { startingPosition } from "../model/sql-fields";
import { createProgram } from "../model/sql-configuration";

/**
 * `GET /_lab/kinesisanalyticsv2/translation?application=NAME`: an SQL application and its translation to Flink SQL,
 * statement by statement.
 *
 * @throws AwsFault ResourceNotFoundException, UnsupportedOperationException, InvalidArgumentException with line and column
 */
export async function lookUpTranslation({ kinesisanalyticsv2 }: Services, query: URLSearchParams): Promise<unknown> {
  const app = kinesisanalyticsv2.applications.get(query.get("application") ?? "");
  if (app.configuration.sql === undefined) throw createNotSqlFault(app.name);
  const [{ translate }, { SqlProblem }] = await Promise.all([
    import("../model/sql/translate"),
    import("../model/sql/tokens"),
  ]);
  try {
    const { pairs } = translate(
      app.configuration.code?.text ?? "",
      createProgram(app, ({ arn }) => arn),
    );
    return {
      note: "History: AWS ended SQL applications on 2026-01-27. Next to each part is the same in Managed Service for Apache Flink.",
      pairs: pairs.map(({ from, flink }) => ({ sql: from, flink: flink.map((item) => `${item};`).join("\n\n") })),
    };
  } catch (error) {
    throw error instanceof SqlProblem ? createArgumentFault(error.message) : error;
  }
}

const members = {
  ResourceARN: required(resourceArn),
  ServiceExecutionRole: required(roleArn),
  InputStartingPositionConfiguration: optional(startingPosition),
  S3Configuration: refused(),
  InputProcessingConfiguration: refused(),
} satisfies Members<DiscoverInputSchemaRequest>;

/** How many records are sampled. */
const SAMPLE = 50;
/** How long the call waits for new records (KDA-004), in seconds of cloud time. */
const PATIENCE_SECONDS = 15;
/** Records that arrived this shortly before the call count as new, in ms. */
const JUST_NOW_MS = 10_000;

export const discoverInputSchema = operation(
  DiscoverInputSchema$,
  members,
  async (cloud, request, call): Promise<DiscoverInputSchemaResponse> => {
    const { ResourceARN: arn, ServiceExecutionRole: role } = request;
    const { ports } = cloud.kinesisanalyticsv2;
    if (ports.roles.findRefusal(role, "kinesisanalytics.amazonaws.com") !== undefined)
      throw faults.createRoleNotUsableFault(role);
    if (ports.openSource(arn) === undefined) throw faults.createStreamNotReadableFault(arn);
    const isWhole = request.InputStartingPositionConfiguration?.InputStartingPosition === "TRIM_HORIZON";
    const records = await sample(cloud, { arn, since: isWhole ? 0 : cloud.now() - JUST_NOW_MS }, call);
    const found = records.length === 0 ? undefined : discover(records);
    if (found === undefined) throw faults.createNoSchemaFault(records);
    return {
      InputSchema: found.schema,
      ParsedInputRecords: found.rows.map((row) => [...row]),
      ProcessedInputRecords: [...records],
      RawInputRecords: [...records],
    };
  },
);

async function sample(
  cloud: Services,
  { arn, since }: { readonly arn: string; readonly since: number },
  call: Call,
): Promise<readonly string[]> {
  for (let second = 0; second <= PATIENCE_SECONDS; second += 1) {
    if (second > 0) await cloud.clock.wait(1_000, call.createDisconnectSignal());
    const source = cloud.kinesisanalyticsv2.ports.openSource(arn);
    const records = source === undefined ? [] : readRecordsSince(since, source);
    if (records.length > 0) return records.map(({ data }) => Buffer.from(data).toString("utf8"));
    if (call.createDisconnectSignal().aborted) break;
  }
  return [];
}

function readRecordsSince(since: number, source: StreamSource): SourceRecord[] {
  const unread = source.trimHorizon();
  const found: SourceRecord[] = [];
  for (let at = unread.shift(); at !== undefined && found.length < SAMPLE; at = unread.shift()) {
    const { shard } = at;
    const { records = [], next = [] } = source.read(at) ?? {};
    found.push(...records.filter(({ arrivedAt }) => arrivedAt >= since));
    // An open shard without more records ends here. A closed one leads to its children.
    unread.unshift(...next.filter((position) => position.shard !== shard || records.length > 0));
  }
  return found.slice(0, SAMPLE);
}
