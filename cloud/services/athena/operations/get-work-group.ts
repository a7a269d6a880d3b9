import { GetWorkGroup$, type GetWorkGroupInput, type GetWorkGroupOutput } from "@aws-sdk/client-athena";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { describeWorkGroup } from "../describe-work-group";
import { workGroupName } from "../fields";

const members = { WorkGroup: required(workGroupName) } satisfies Members<GetWorkGroupInput>;

export const getWorkGroup = operation(GetWorkGroup$, members, (cloud, request): GetWorkGroupOutput => ({
  WorkGroup: describeWorkGroup(cloud.athena.workGroups.get(request.WorkGroup)),
}));
