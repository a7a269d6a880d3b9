import { CreateLogStream$, type CreateLogStreamRequest } from "@aws-sdk/client-cloudwatch-logs";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { logGroupName, logStreamName } from "../fields";

const members = {
  logGroupName: required(logGroupName),
  logStreamName: required(logStreamName),
} satisfies Members<CreateLogStreamRequest>;

export const createLogStream = operation(CreateLogStream$, members, ({ logs }, request) => {
  logs.createStream(logs.requireGroup(request.logGroupName), request.logStreamName);
});
