import { CreateStack$, type CreateStackInput, type CreateStackOutput } from "@aws-sdk/client-cloudformation";
import { optional, refused, required, type Members } from "../../../core/members";
import { integer, oneOf } from "../../../core/rules";
import { operationWithNotes } from "../../operation";
import type { StoredStack } from "../deployment/stored";
import { createInvalidRequestFault, createStackExistsFault } from "../faults";
import {
  capabilities,
  deploymentConfig,
  flag,
  parameters,
  roleArn,
  stackName,
  tags,
  templateBody,
  templateUrl,
  token,
} from "../fields";
import { STACK_ROLE, reportRole } from "../requests/stack-role";
import { isRepeated, addToken } from "../requests/token";
import { createWork, createStoredStack } from "../requests/new-stack";
import { prepareSource } from "../requests/source";

const members = {
  StackName: required(stackName),
  TemplateBody: optional(templateBody),
  TemplateURL: optional(templateUrl),
  Parameters: optional(parameters),
  DisableRollback: optional(flag),
  RollbackConfiguration: refused(),
  TimeoutInMinutes: optional(integer({ min: 1 })),
  NotificationARNs: refused(),
  Capabilities: optional(capabilities),
  ResourceTypes: refused(),
  RoleARN: optional(roleArn),
  OnFailure: optional(oneOf(["DO_NOTHING", "ROLLBACK", "DELETE"])),
  StackPolicyBody: refused(),
  StackPolicyURL: refused(),
  Tags: optional(tags),
  ClientRequestToken: optional(token),
  EnableTerminationProtection: optional(flag),
  RetainExceptOnCreate: optional(flag),
  DeploymentConfig: optional(deploymentConfig),
  DisableValidation: refused(),
} satisfies Members<CreateStackInput>;

const MINUTE_MS = 60_000;

/**
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
 */
export const createStack = operationWithNotes(STACK_ROLE)(
  CreateStack$,
  members,
  async (cloud, request, call): Promise<CreateStackOutput> => {
    reportRole(call, request);
    const {
      StackName: name,
      OnFailure: onFailure,
      DisableRollback: disables,
      ClientRequestToken: output,
      TimeoutInMinutes: minutes,
    } = request;
    const { stacks, engine } = cloud.cloudformation;
    if (onFailure !== undefined && disables !== undefined)
      throw createInvalidRequestFault("You cannot specify both DisableRollback and OnFailure");
    const there = stacks.find(name);
    if (there !== undefined) {
      if (isRepeated(there, output, "create")) return { StackId: there.id };
      throw createStackExistsFault(name);
    }
    const id = stacks.createStackId(name);
    const { source } = await prepareSource(cloud, request, {
      place: stacks.getPlace({ id, name, notificationArns: [] }),
    });
    if (stacks.find(name) !== undefined) throw createStackExistsFault(name);
    const failing = onFailure ?? (disables ? "DO_NOTHING" : "ROLLBACK");
    const stack = createStoredStack({ id, name, source, now: cloud.now() });
    engine.start(
      {
        ...stack,
        ...getStoredMembers(request),
        disableRollback: failing === "DO_NOTHING",
        timeoutMinutes: minutes,
        tokens: addToken(stack, output, "create"),
      },
      {
        status: "CREATE_IN_PROGRESS",
        work: createWork({
          token: output,
          onFailure: failing,
          until: minutes === undefined ? undefined : cloud.now() + minutes * MINUTE_MS,
        }),
      },
    );
    return { StackId: id };
  },
);

/** The members that are stored and shown, but have no effect. */
const getStoredMembers = ({
  EnableTerminationProtection: isProtected = false,
  RoleARN: roleArn,
  RetainExceptOnCreate: retainExceptOnCreate = false,
}: Pick<CreateStackInput, "EnableTerminationProtection" | "RoleARN" | "RetainExceptOnCreate">): Pick<
  StoredStack,
  "isProtected" | "roleArn" | "retainExceptOnCreate"
> => ({ isProtected, roleArn, retainExceptOnCreate });
