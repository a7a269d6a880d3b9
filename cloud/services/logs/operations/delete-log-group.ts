import { DeleteLogGroup$, type DeleteLogGroupRequest } from "@aws-sdk/client-cloudwatch-logs";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { logGroupName } from "../fields";

const members = { logGroupName: required(logGroupName) } satisfies Members<DeleteLogGroupRequest>;

export const deleteLogGroup = operation(DeleteLogGroup$, members, ({ logs }, request) =>
  logs.deleteGroup(request.logGroupName),
);
