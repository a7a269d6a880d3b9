import { UpdateWorkGroup$, type UpdateWorkGroupInput, type UpdateWorkGroupOutput } from "@aws-sdk/client-athena";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { configurationUpdates, freeDescription, state, workGroupName } from "../fields";

const members = {
  WorkGroup: required(workGroupName),
  Description: optional(freeDescription),
  ConfigurationUpdates: optional(configurationUpdates),
  State: optional(state),
} satisfies Members<UpdateWorkGroupInput>;

export const updateWorkGroup = operation(UpdateWorkGroup$, members, (cloud, request): UpdateWorkGroupOutput => {
  cloud.athena.workGroups.update(request.WorkGroup, {
    state: request.State,
    description: request.Description,
    updates: request.ConfigurationUpdates,
  });
  return {};
});
