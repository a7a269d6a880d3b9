import { DeleteRetentionPolicy$, type DeleteRetentionPolicyRequest } from "@aws-sdk/client-cloudwatch-logs";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { logGroupName } from "../fields";

const members = { logGroupName: required(logGroupName) } satisfies Members<DeleteRetentionPolicyRequest>;

export const deleteRetentionPolicy = operation(DeleteRetentionPolicy$, members, ({ logs }, request) => {
  logs.setRetention(request.logGroupName, undefined);
});
