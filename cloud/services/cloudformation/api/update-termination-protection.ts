import {
  UpdateTerminationProtection$,
  type UpdateTerminationProtectionInput,
  type UpdateTerminationProtectionOutput,
} from "@aws-sdk/client-cloudformation";
import { required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { createStackMissingFault } from "../model/faults";
import { flag, stackNameOrId } from "../model/fields";

const members = {
  EnableTerminationProtection: required(flag),
  StackName: required(stackNameOrId),
} satisfies Members<UpdateTerminationProtectionInput>;

export const updateTerminationProtection = operation(
  UpdateTerminationProtection$,
  members,
  (cloud, request): UpdateTerminationProtectionOutput => {
    const { stacks } = cloud.cloudformation;
    const { id } = stacks.requireStack(request.StackName, createStackMissingFault);
    stacks.change(id, { isProtected: request.EnableTerminationProtection });
    return { StackId: id };
  },
);
