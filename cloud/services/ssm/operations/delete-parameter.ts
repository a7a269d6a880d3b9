import { DeleteParameter$, type DeleteParameterRequest, type DeleteParameterResult } from "@aws-sdk/client-ssm";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { createParameterNotFoundFault } from "../faults";
import { parameterName } from "../fields";

const members = { Name: required(parameterName) } satisfies Members<DeleteParameterRequest>;

export const deleteParameter = operation(DeleteParameter$, members, (cloud, { Name }): DeleteParameterResult => {
  if (!cloud.ssm.remove(Name)) throw createParameterNotFoundFault();
  return {};
});
