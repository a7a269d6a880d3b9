import type * as sdk from "@aws-sdk/client-cloudwatch-logs";
import type { OperationNames } from "../../core/operation";
import type { AwsFault } from "../../core/faults";
import { violationsText, type Violation } from "../../core/violations";
import { awsJson } from "../../protocols/aws-json";
import { service, type OperationTable } from "../service";
import { invalidParameter, nameTooLong } from "./faults";
import { live } from "./live";
import { notEmulatedOperations } from "./not-emulated";
import { createLogGroup } from "./operations/create-log-group";
import { createLogStream } from "./operations/create-log-stream";
import { deleteLogGroup } from "./operations/delete-log-group";
import { deleteLogStream } from "./operations/delete-log-stream";
import { deleteRetentionPolicy } from "./operations/delete-retention-policy";
import { describeLogGroups } from "./operations/describe-log-groups";
import { describeLogStreams } from "./operations/describe-log-streams";
import { filterLogEvents } from "./operations/filter-log-events";
import { getLogEvents } from "./operations/get-log-events";
import { listTagsForResource } from "./operations/list-tags-for-resource";
import { putLogEvents } from "./operations/put-log-events";
import { putLogGroupDeletionProtection } from "./operations/put-log-group-deletion-protection";
import { putRetentionPolicy } from "./operations/put-retention-policy";
import { tagResource } from "./operations/tag-resource";
import { untagResource } from "./operations/untag-resource";

/** Amazon CloudWatch Logs: groups, streams and events. */
export const logs = service({
  name: "logs",
  signingName: "logs",
  target: "Logs_20140328",
  protocols: [awsJson("1.1")],
  maxBodyBytes: 8 * 1024 * 1024,
  invalid,
  operations: {
    CreateLogGroup: createLogGroup,
    CreateLogStream: createLogStream,
    DeleteLogGroup: deleteLogGroup,
    DeleteLogStream: deleteLogStream,
    DeleteRetentionPolicy: deleteRetentionPolicy,
    DescribeLogGroups: describeLogGroups,
    DescribeLogStreams: describeLogStreams,
    FilterLogEvents: filterLogEvents,
    GetLogEvents: getLogEvents,
    ListTagsForResource: listTagsForResource,
    PutLogEvents: putLogEvents,
    PutLogGroupDeletionProtection: putLogGroupDeletionProtection,
    PutRetentionPolicy: putRetentionPolicy,
    TagResource: tagResource,
    UntagResource: untagResource,
    ...notEmulatedOperations,
  } satisfies OperationTable<OperationNames<typeof sdk>>,
  live,
  views: ({ logs: groups }) => [
    {
      title: "Log streams",
      columns: ["Group", "Stream", "Events", "Last event"],
      rows: groups.groups().flatMap((group) =>
        groups.streams(group).map((stream) => {
          const entries = groups.entries(group, stream);
          const last = entries.at(-1);
          return [
            group.name,
            stream.name,
            String(entries.length),
            last === undefined ? "" : groups.message(group, last),
          ];
        }),
      ),
    },
  ],
});

/** Broken rules in the one code that Logs has for them; too long a name has words of its own. */
function invalid(found: readonly Violation[]): AwsFault {
  const isTooLong = ({ path, must }: Violation): boolean =>
    /^log(?:Group|Stream)Name$/.test(path) && must === "have length less than or equal to 512";
  return found.some(isTooLong) ? nameTooLong() : invalidParameter(violationsText(found));
}
