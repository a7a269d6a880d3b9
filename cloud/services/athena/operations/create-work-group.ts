import { CreateWorkGroup$, type CreateWorkGroupInput, type CreateWorkGroupOutput } from "@aws-sdk/client-athena";
import { optional, required, type Members } from "../../../core/members";
import { operationTelling } from "../../operation";
import {
  freeDescription,
  RESULT_KEY,
  tagList,
  reportResultKey,
  workGroupConfiguration,
  workGroupName,
} from "../fields";
import { workGroupArn } from "../resource-arn";

const members = {
  Name: required(workGroupName),
  Configuration: optional(workGroupConfiguration),
  Description: optional(freeDescription),
  Tags: optional(tagList),
} satisfies Members<CreateWorkGroupInput>;

export const createWorkGroup = operationTelling(RESULT_KEY)(
  CreateWorkGroup$,
  members,
  (cloud, request, call): CreateWorkGroupOutput => {
    reportResultKey(call, request.Configuration?.ResultConfiguration);
    cloud.athena.workGroups.create(request.Name, {
      configuration: request.Configuration,
      description: request.Description,
    });
    cloud.athena.tags.add(workGroupArn(cloud, request.Name), request.Tags ?? []);
    return {};
  },
);
