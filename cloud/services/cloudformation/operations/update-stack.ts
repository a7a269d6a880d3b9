import { UpdateStack$, type UpdateStackInput, type UpdateStackOutput } from "@aws-sdk/client-cloudformation";
import { optional, refused, required, type Members } from "../../../core/members";
import { operationWithNotes } from "../../operation";
import { createNoUpdatesFault, createStackMissingFault } from "../faults";
import {
  capabilities,
  deploymentConfig,
  flag,
  parameters,
  roleArn,
  stackNameOrId,
  tags,
  templateBody,
  templateUrl,
  token,
} from "../fields";
import { STACK_ROLE, reportRole } from "../requests/stack-role";
import { isSame } from "../requests/changes";
import { checkTypesStay, prepareSource } from "../requests/source";
import { isRepeated } from "../requests/token";
import { checkUpdatable, updateWork } from "../requests/update";

const members = {
  StackName: required(stackNameOrId),
  TemplateBody: optional(templateBody),
  TemplateURL: optional(templateUrl),
  UsePreviousTemplate: optional(flag),
  StackPolicyDuringUpdateBody: refused(),
  StackPolicyDuringUpdateURL: refused(),
  Parameters: optional(parameters),
  Capabilities: optional(capabilities),
  ResourceTypes: refused(),
  RoleARN: optional(roleArn),
  RollbackConfiguration: refused(),
  StackPolicyBody: refused(),
  StackPolicyURL: refused(),
  NotificationARNs: refused(),
  Tags: optional(tags),
  DisableRollback: optional(flag),
  ClientRequestToken: optional(token),
  RetainExceptOnCreate: optional(flag),
  DeploymentConfig: optional(deploymentConfig),
  DisableValidation: refused(),
} satisfies Members<UpdateStackInput>;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html */
export const updateStack = operationWithNotes(STACK_ROLE)(
  UpdateStack$,
  members,
  async (cloud, request, call): Promise<UpdateStackOutput> => {
    reportRole(call, request);
    const { stacks, engine } = cloud.cloudformation;
    const stack = stacks.requireStack(request.StackName, createStackMissingFault);
    const output = request.ClientRequestToken;
    if (isRepeated(stack, output, "update")) return { StackId: stack.id };
    checkUpdatable(stack);
    const next = await prepareSource(cloud, request, { place: stacks.getPlace(stack), before: stack.source });
    checkTypesStay(cloud, stack, next.plan);
    if (isSame(cloud, stack, next)) throw createNoUpdatesFault();
    const current = stacks.requireStack(stack.id);
    checkUpdatable(current);
    engine.start(current, {
      status: "UPDATE_IN_PROGRESS",
      ...updateWork(current, next.source, {
        token: output,
        disablesRollback: request.DisableRollback ?? false,
        now: cloud.now(),
        kind: "update",
      }),
      roleArn: request.RoleARN ?? current.roleArn,
      retainExceptOnCreate: request.RetainExceptOnCreate ?? false,
    });
    return { StackId: stack.id };
  },
);
