import { CreateStack$, DescribeStacks$, ListStacks$, UpdateStack$, DeleteStack$ } from "@aws-sdk/client-cloudformation";
import type * as sdk from "@aws-sdk/client-cloudformation";
import { optional, refused, required, type Members } from "../../../core/members";
import { integer, oneOf, list, string } from "../../../core/rules";
import { operationWithNotes, operation } from "../../framework/operation";
import { describeStack, summarizeStack } from "./describe-stack";
import { listImporters } from "../model/deployment/outputs";
import type { StoredStack } from "../model/deployment/stored";
import {
  createInvalidRequestFault,
  createStackExistsFault,
  createNoUpdatesFault,
  createStackMissingFault,
  createCannotDeleteFault,
  createTerminationProtectedFault,
} from "../model/faults";
import * as fields from "../model/fields";
import { createPage } from "./page";
import { isSame } from "./requests/changes";
import { createWork, createStoredStack, STACK_ROLE, reportRole, isRepeated, addToken } from "./requests/new-stack";
import { prepareSource, checkTypesStay } from "./requests/source";
import { checkUpdatable, updateWork } from "./requests/update";

const createStackMembers = {
  StackName: required(fields.stackName),
  TemplateBody: optional(fields.templateBody),
  TemplateURL: optional(fields.templateUrl),
  Parameters: optional(fields.parameters),
  DisableRollback: optional(fields.flag),
  RollbackConfiguration: refused(),
  TimeoutInMinutes: optional(integer({ min: 1 })),
  NotificationARNs: refused(),
  Capabilities: optional(fields.capabilities),
  ResourceTypes: refused(),
  RoleARN: optional(fields.roleArn),
  OnFailure: optional(oneOf(["DO_NOTHING", "ROLLBACK", "DELETE"])),
  StackPolicyBody: refused(),
  StackPolicyURL: refused(),
  Tags: optional(fields.tags),
  ClientRequestToken: optional(fields.token),
  EnableTerminationProtection: optional(fields.flag),
  RetainExceptOnCreate: optional(fields.flag),
  DeploymentConfig: optional(fields.deploymentConfig),
  DisableValidation: refused(),
} satisfies Members<sdk.CreateStackInput>;

const MINUTE_MS = 60_000;

/**
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
 */
export const createStack = operationWithNotes(STACK_ROLE)(
  CreateStack$,
  createStackMembers,
  async (cloud, request, call): Promise<sdk.CreateStackOutput> => {
    reportRole(call, request);
    const {
      StackName: name,
      OnFailure: onFailure,
      DisableRollback: disables,
      ClientRequestToken: requestToken,
      TimeoutInMinutes: minutes,
    } = request;
    const { stacks, engine } = cloud.cloudformation;
    if (onFailure !== undefined && disables !== undefined)
      throw createInvalidRequestFault("You cannot specify both DisableRollback and OnFailure");
    const there = stacks.find(name);
    if (there !== undefined) {
      if (isRepeated(there, requestToken, "create")) return { StackId: there.id };
      throw createStackExistsFault(name);
    }
    const id = stacks.createStackId(name);
    const { source } = await prepareSource(cloud, request, {
      place: stacks.getIdentity({ id, name, notificationArns: [] }),
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
        tokens: addToken(stack, requestToken, "create"),
      },
      {
        status: "CREATE_IN_PROGRESS",
        work: createWork({
          token: requestToken,
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
}: Pick<sdk.CreateStackInput, "EnableTerminationProtection" | "RoleARN" | "RetainExceptOnCreate">): Pick<
  StoredStack,
  "isProtected" | "roleArn" | "retainExceptOnCreate"
> => ({ isProtected, roleArn, retainExceptOnCreate });

const describeStacksMembers = {
  StackName: optional(fields.anyStackName),
  NextToken: optional(fields.nextToken),
} satisfies Members<sdk.DescribeStacksInput>;

/** One stack, by its name or, even if it is deleted, by its id; without either, all stacks that are not deleted. */
export const describeStacks = operation(
  DescribeStacks$,
  describeStacksMembers,
  (cloud, { StackName: name, NextToken: token }): sdk.DescribeStacksOutput => {
    const { stacks } = cloud.cloudformation;
    if (name !== undefined) return { Stacks: [describeStack(stacks.requireStack(name))] };
    const { items, ...page } = createPage(
      stacks.listAll().filter(({ status }) => status !== "DELETE_COMPLETE"),
      token,
    );
    return { Stacks: items.map(describeStack), ...page };
  },
);

const listStacksMembers = {
  NextToken: optional(fields.nextToken),
  StackStatusFilter: optional(list(string())),
} satisfies Members<Omit<sdk.ListStacksInput, "StackStatusFilter"> & { StackStatusFilter?: string[] | undefined }>;

/** All stacks, with those that were deleted within the last 90 days. */
export const listStacks = operation(
  ListStacks$,
  listStacksMembers,
  (cloud, { NextToken: token, StackStatusFilter: desired = [] }): sdk.ListStacksOutput => {
    const found = cloud.cloudformation.stacks
      .listAll()
      .filter(({ status }) => desired.length === 0 || desired.includes(status));
    const { items, ...page } = createPage(found, token);
    return { StackSummaries: items.map(summarizeStack), ...page };
  },
);

const updateStackMembers = {
  StackName: required(fields.stackNameOrId),
  TemplateBody: optional(fields.templateBody),
  TemplateURL: optional(fields.templateUrl),
  UsePreviousTemplate: optional(fields.flag),
  StackPolicyDuringUpdateBody: refused(),
  StackPolicyDuringUpdateURL: refused(),
  Parameters: optional(fields.parameters),
  Capabilities: optional(fields.capabilities),
  ResourceTypes: refused(),
  RoleARN: optional(fields.roleArn),
  RollbackConfiguration: refused(),
  StackPolicyBody: refused(),
  StackPolicyURL: refused(),
  NotificationARNs: refused(),
  Tags: optional(fields.tags),
  DisableRollback: optional(fields.flag),
  ClientRequestToken: optional(fields.token),
  RetainExceptOnCreate: optional(fields.flag),
  DeploymentConfig: optional(fields.deploymentConfig),
  DisableValidation: refused(),
} satisfies Members<sdk.UpdateStackInput>;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html */
export const updateStack = operationWithNotes(STACK_ROLE)(
  UpdateStack$,
  updateStackMembers,
  async (cloud, request, call): Promise<sdk.UpdateStackOutput> => {
    reportRole(call, request);
    const { stacks, engine } = cloud.cloudformation;
    const stack = stacks.requireStack(request.StackName, createStackMissingFault);
    const requestToken = request.ClientRequestToken;
    if (isRepeated(stack, requestToken, "update")) return { StackId: stack.id };
    checkUpdatable(stack);
    const next = await prepareSource(cloud, request, { place: stacks.getIdentity(stack), before: stack.source });
    checkTypesStay(cloud, stack, next.plan);
    if (isSame(cloud, stack, next)) throw createNoUpdatesFault();
    const current = stacks.requireStack(stack.id);
    checkUpdatable(current);
    engine.start(current, {
      status: "UPDATE_IN_PROGRESS",
      ...updateWork(current, next.source, {
        token: requestToken,
        disablesRollback: request.DisableRollback ?? false,
        now: cloud.now(),
        kind: "update",
      }),
      // No change set made this state (same recording).
      changeSetId: undefined,
      roleArn: request.RoleARN ?? current.roleArn,
      retainExceptOnCreate: request.RetainExceptOnCreate ?? false,
    });
    return { StackId: stack.id };
  },
);

const deleteStackMembers = {
  StackName: required(fields.stackNameOrId),
  RetainResources: optional(list(fields.logicalId)),
  RoleARN: optional(fields.roleArn),
  ClientRequestToken: optional(fields.token),
  DeletionMode: optional(oneOf(["STANDARD"])),
  DeploymentConfig: optional(fields.deploymentConfig),
} satisfies Members<sdk.DeleteStackInput>;

/** Deleting a stack that does not exist, or is being deleted, isn't an error. */
export const deleteStack = operationWithNotes(STACK_ROLE)(
  DeleteStack$,
  deleteStackMembers,
  (cloud, { StackName: name, RetainResources: retain = [], ClientRequestToken: requestToken, RoleARN }, call): void => {
    reportRole(call, { RoleARN });
    const { stacks, engine, deployment } = cloud.cloudformation;
    const stack = stacks.find(name);
    if (stack === undefined || stack.status === "DELETE_COMPLETE" || stack.status === "DELETE_IN_PROGRESS") return;
    if (isRepeated(stack, requestToken, "delete")) return;
    if (stack.isProtected) throw createTerminationProtectedFault(stack.name);
    if (/^UPDATE_.*IN_PROGRESS$/.test(stack.status)) throw createCannotDeleteFault(stack.id, stack.status);
    if (retain.length > 0 && stack.status !== "DELETE_FAILED") {
      throw createInvalidRequestFault(
        `Invalid operation on stack [${stack.id}]. RetainResources is only valid for stacks in the DELETE_FAILED state.`,
      );
    }
    const [used] = stack.outputs.flatMap(({ exportName }) =>
      exportName !== undefined && listImporters(deployment, exportName).length > 0 ? [exportName] : [],
    );
    if (used !== undefined)
      throw createInvalidRequestFault(
        `Delete canceled. Cannot delete export ${used} as it is in use by ${listImporters(deployment, used).join(" and ")}.`,
      );
    for (const resource of stacks.listResources(stack.id))
      stacks.saveResource({ ...resource, progress: "waiting", triedSince: undefined });
    engine.start(
      { ...stack, tokens: addToken(stack, requestToken, "delete") },
      {
        status: "DELETE_IN_PROGRESS",
        work: {
          kind: "delete",
          phase: "forward",
          token: requestToken,
          onFailure: "DO_NOTHING",
          before: undefined,
          retain,
          until: undefined,
          failed: false,
        },
      },
    );
  },
);
