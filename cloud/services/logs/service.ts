import type * as sdk from "@aws-sdk/client-cloudwatch-logs";
import type { LiveFigures } from "../../core/live-figures";
import type { OperationNames } from "../../core/members";
import type { AwsFault } from "../../core/faults";
import { formatViolations, type Violation } from "../../core/rules";
import { createAwsJson } from "../../protocols/aws-json";
import type { Services } from "../framework/services";
import { createService, type EmulatedOperations } from "../framework/create-service";
import { createInvalidParameterFault, createNameTooLongFault } from "./model/faults";
import {
  associateKmsKey,
  disassociateKmsKey,
  createLogGroup,
  deleteLogGroup,
  describeLogGroups,
  deleteRetentionPolicy,
  putRetentionPolicy,
  putLogGroupDeletionProtection,
} from "./api/log-groups";
import { createLogStream, deleteLogStream, describeLogStreams } from "./api/log-streams";
import { deleteMetricFilter, describeMetricFilters, putMetricFilter, testMetricFilter } from "./api/metric-filters";
import {
  deleteSubscriptionFilter,
  describeSubscriptionFilters,
  putSubscriptionFilter,
} from "./api/subscription-filters";
import { filterLogEvents, getLogEvents, putLogEvents } from "./api/log-events";
import { listTagsForResource, tagResource, untagResource } from "./api/tags";

/** Live figures of each log group: services write into groups without calls that the journal shows. */
const getLiveFigures = ({ logs }: Services): Readonly<Record<string, LiveFigures>> =>
  Object.fromEntries(
    logs
      .listGroups()
      .map((group) => [group.name, { bytes: logs.countStoredBytes(group), streams: logs.listStreams(group).length }]),
  );

/** Amazon CloudWatch Logs: groups, streams and events. No queries, no deliveries. */
export const logs = createService({
  name: "logs",
  signingName: "logs",
  target: "Logs_20140328",
  // Recorded on AWS by LocalStack, 2026-02-05 (test_put_metric_filter_basic): 0.0.
  protocols: [createAwsJson("1.1", { doubles: new Set(["defaultValue"]) })],
  maxBodyBytes: 8 * 1024 * 1024,
  createInvalidFault,
  operations: {
    AssociateKmsKey: associateKmsKey,
    DisassociateKmsKey: disassociateKmsKey,
    CreateLogGroup: createLogGroup,
    CreateLogStream: createLogStream,
    DeleteLogGroup: deleteLogGroup,
    DeleteLogStream: deleteLogStream,
    DeleteMetricFilter: deleteMetricFilter,
    DeleteRetentionPolicy: deleteRetentionPolicy,
    DeleteSubscriptionFilter: deleteSubscriptionFilter,
    DescribeLogGroups: describeLogGroups,
    DescribeLogStreams: describeLogStreams,
    DescribeMetricFilters: describeMetricFilters,
    DescribeSubscriptionFilters: describeSubscriptionFilters,
    FilterLogEvents: filterLogEvents,
    GetLogEvents: getLogEvents,
    ListTagsForResource: listTagsForResource,
    PutLogEvents: putLogEvents,
    PutLogGroupDeletionProtection: putLogGroupDeletionProtection,
    PutMetricFilter: putMetricFilter,
    PutRetentionPolicy: putRetentionPolicy,
    PutSubscriptionFilter: putSubscriptionFilter,
    TagResource: tagResource,
    TestMetricFilter: testMetricFilter,
    UntagResource: untagResource,
  } satisfies EmulatedOperations<OperationNames<typeof sdk>>,
  getLiveFigures,
  createViews: ({ logs: groups }) => [
    {
      title: "Log streams",
      columns: ["Group", "Stream", "Events", "Last event"],
      rows: groups.listGroups().flatMap((group) =>
        groups.listStreams(group).map((stream) => {
          const entries = groups.listEntries(group, stream);
          const last = entries.at(-1);
          return [
            group.name,
            stream.name,
            String(entries.length),
            last === undefined ? "" : groups.readMessage(group, last),
          ];
        }),
      ),
    },
  ],
});

/** The fault for broken member rules. A name that is too long has its own text. */
function createInvalidFault(found: readonly Violation[]): AwsFault {
  const isTooLong = ({ path, must }: Violation): boolean =>
    /^log(?:Group|Stream)Name$/.test(path) && must === "have length less than or equal to 512";
  return found.some(isTooLong) ? createNameTooLongFault() : createInvalidParameterFault(formatViolations(found));
}
