import { DeleteLogStream$, type DeleteLogStreamRequest } from "@aws-sdk/client-cloudwatch-logs";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { logGroupName, logStreamName } from "../fields";

const members = {
  logGroupName: required(logGroupName),
  logStreamName: required(logStreamName),
} satisfies Members<DeleteLogStreamRequest>;

export const deleteLogStream = operation(DeleteLogStream$, members, ({ logs }, request) => {
  logs.deleteStream(logs.requireGroup(request.logGroupName), request.logStreamName);
});
