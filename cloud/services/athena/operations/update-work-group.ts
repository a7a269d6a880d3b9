import { UpdateWorkGroup$, type UpdateWorkGroupInput, type UpdateWorkGroupOutput } from "@aws-sdk/client-athena";
import { optional, required, type Members } from "../../../core/members";
import { operationTelling } from "../../operation";
import { configurationUpdates, freeDescription, RESULT_KEY, state, reportResultKey, workGroupName } from "../fields";

const members = {
  WorkGroup: required(workGroupName),
  Description: optional(freeDescription),
  ConfigurationUpdates: optional(configurationUpdates),
  State: optional(state),
} satisfies Members<UpdateWorkGroupInput>;

export const updateWorkGroup = operationTelling(RESULT_KEY)(
  UpdateWorkGroup$,
  members,
  (cloud, request, call): UpdateWorkGroupOutput => {
    reportResultKey(call, request.ConfigurationUpdates?.ResultConfigurationUpdates);
    cloud.athena.workGroups.update(request.WorkGroup, {
      state: request.State,
      description: request.Description,
      updates: request.ConfigurationUpdates,
    });
    return {};
  },
);
