import {
  CreateChangeSet$,
  type CreateChangeSetInput,
  type CreateChangeSetOutput,
} from "@aws-sdk/client-cloudformation";
import { noted, optional, refused, required, type Members } from "../../../core/members";
import { emulatedOf, oneOf } from "../../../core/rules";
import type { Services } from "../../framework/services";
import { operationWithNotes } from "../../framework/operation";
import type { StoredStack } from "../model/deployment/stored";
import { createChangeSetExistsFault, createInvalidRequestFault, createStackMissingFault } from "../model/faults";
import * as fields from "../model/fields";
import { STACK_ROLE, reportRole, createStoredStack } from "./requests/new-stack";
import { listAdditions, listChanges, isSame } from "./requests/changes";
import { checkTypesStay, prepareSource } from "./requests/source";
import { checkUpdatable } from "./requests/update";

const ALWAYS_NEW = {
  what: "with a `ClientToken` that was used before, a change set is new anyway",
  says: "CloudFormation: the token of a change set; the lab cloud does not compare it with those before",
};
const members = {
  StackName: required(fields.stackNameOrId),
  ChangeSetName: required(fields.changeSetName),
  TemplateBody: optional(fields.templateBody),
  TemplateURL: optional(fields.templateUrl),
  UsePreviousTemplate: optional(fields.flag),
  Parameters: optional(fields.parameters),
  Capabilities: optional(fields.capabilities),
  ResourceTypes: refused(),
  RoleARN: optional(fields.roleArn),
  RollbackConfiguration: refused(),
  NotificationARNs: refused(),
  Tags: optional(fields.tags),
  ClientToken: noted(optional(fields.token), ALWAYS_NEW),
  Description: optional(fields.description),
  ChangeSetType: optional(emulatedOf(["CREATE", "UPDATE"], ["IMPORT"])),
  ResourcesToImport: refused(),
  IncludeNestedStacks: optional(fields.flag),
  OnStackFailure: optional(oneOf(["DO_NOTHING", "ROLLBACK", "DELETE"])),
  ImportExistingResources: optional(fields.flag),
  DeploymentMode: refused(),
  DeploymentConfig: optional(fields.deploymentConfig),
  DisableValidation: refused(),
} satisfies Members<CreateChangeSetInput>;

const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

const EMPTY = { status: "FAILED", statusReason: NO_CHANGES, executionStatus: "UNAVAILABLE" } as const;
const USABLE = { status: "CREATE_COMPLETE", statusReason: undefined, executionStatus: "AVAILABLE" } as const;

const IMPORTS_NOTHING = {
  what: "even with `ImportExistingResources`, a resource whose name is taken fails",
  says: "CloudFormation: the lab cloud can't import resources into stacks; a resource whose name is taken fails even with ImportExistingResources",
};

/**
 * @remarks On AWS a change set is CREATE_PENDING for some seconds; here it is complete at once. Nested stacks are not
 * supported.
 */
export const createChangeSet = operationWithNotes(STACK_ROLE, IMPORTS_NOTHING)(
  CreateChangeSet$,
  members,
  async (cloud, request, call): Promise<CreateChangeSetOutput> => {
    reportRole(call, request);
    if (request.ImportExistingResources === true) call.addNote(IMPORTS_NOTHING);
    const { stacks, engine } = cloud.cloudformation;
    const { ChangeSetName: name, ChangeSetType: type = "UPDATE" } = request;
    const there = findStack(cloud, request.StackName, { type, changeSet: name });
    // The name of one that was executed can be used again (validated on AWS by LocalStack: test_stack_deletion_order).
    const known = stacks
      .changeSets()
      .find((item) => item.stackId === there?.id && item.name === name && item.executionStatus !== "EXECUTE_COMPLETE");
    if (known !== undefined) throw createChangeSetExistsFault(name, known.stackId);
    const target = there ?? {
      id: stacks.createStackId(request.StackName),
      name: request.StackName,
      notificationArns: [],
    };
    const next = await prepareSource(cloud, request, {
      place: stacks.getIdentity(target),
      before: type === "UPDATE" ? there?.source : undefined,
      isForReview: true,
    });
    const stack =
      there ??
      engine.review(
        createStoredStack({
          id: target.id,
          name: target.name,
          source: { ...next.source, tags: [], capabilities: [], parameters: {} },
          now: cloud.now(),
        }),
      );
    if (type === "UPDATE") checkTypesStay(cloud, stack, next.plan);
    const isEmpty = type === "UPDATE" && isSame(cloud, stack, next);
    const changes = type === "UPDATE" ? listChanges(cloud, stack, next) : listAdditions(next.plan);
    const id = cloud.createArn("cloudformation", `changeSet/${name}/${stacks.random.drawUuid()}`);
    stacks.saveChangeSet({
      id,
      name,
      type,
      changes,
      stackId: stack.id,
      stackName: stack.name,
      description: request.Description,
      createdAt: cloud.now(),
      source: next.source,
      ...(isEmpty ? EMPTY : USABLE),
      onFailure: request.OnStackFailure,
      notificationArns: [],
      roleArn: request.RoleARN,
    });
    return { Id: id, StackId: stack.id };
  },
);

/** The stack that a change set is for; undefined if the change set creates it. */
function findStack(
  cloud: Services,
  name: string,
  { type, changeSet }: { readonly type: "CREATE" | "UPDATE"; readonly changeSet: string },
): StoredStack | undefined {
  const found = cloud.cloudformation.stacks.find(name);
  if (type === "CREATE") {
    if (found !== undefined && found.status !== "REVIEW_IN_PROGRESS")
      throw createInvalidRequestFault(
        `Stack [${name}] already exists and cannot be created again with the changeSet [${changeSet}].`,
      );
    return found;
  }
  if (found === undefined) throw createStackMissingFault(name);
  checkUpdatable(found);
  return found;
}
