import {
  DescribeChangeSet$,
  ListChangeSets$,
  DeleteChangeSet$,
  ExecuteChangeSet$,
} from "@aws-sdk/client-cloudformation";
import type * as sdk from "@aws-sdk/client-cloudformation";
import { noted, optional, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { includeIfAny, listCapabilities, listParameters } from "./describe-stack";
import type {
  PlannedChange,
  PropertyChange,
  FailureReaction,
  StoredChangeSet,
  StoredStack,
} from "../model/deployment/stored";
import { anyStackName, changeSetNameOrId, flag, nextToken, token } from "../model/fields";
import { createPage } from "./page";
import { requireChangeSet, checkUpdatable, updateWork } from "./requests/update";
import { createStackMissingFault, createNoStackNameFault, createChangeSetNotExecutableFault } from "../model/faults";
import type { Services } from "../../framework/services";
import { createWork, isRepeated, addToken } from "./requests/new-stack";

const listChangeSetsMembers = {
  StackName: required(anyStackName),
  NextToken: optional(nextToken),
} satisfies Members<sdk.ListChangeSetsInput>;

/** A change set is being executed as long as the stack is. */
const getExecutionStatus = (
  { id, executionStatus }: StoredChangeSet,
  stack: StoredStack,
): StoredChangeSet["executionStatus"] =>
  executionStatus === "EXECUTE_COMPLETE" && stack.changeSetId === id && stack.status.endsWith("_IN_PROGRESS")
    ? "EXECUTE_IN_PROGRESS"
    : executionStatus;

export const listChangeSets = operation(
  ListChangeSets$,
  listChangeSetsMembers,
  (cloud, { StackName: name, NextToken: token }): sdk.ListChangeSetsOutput => {
    const { stacks } = cloud.cloudformation;
    const stack = stacks.requireStack(name, createStackMissingFault);
    const { items, ...page } = createPage(
      stacks.changeSets().filter(({ stackId }) => stackId === stack.id),
      token,
    );
    return {
      Summaries: items.map((item) => ({
        StackId: item.stackId,
        StackName: item.stackName,
        ChangeSetId: item.id,
        ChangeSetName: item.name,
        ExecutionStatus: getExecutionStatus(item, stack),
        Status: item.status,
        ...(item.statusReason === undefined ? {} : { StatusReason: item.statusReason }),
        ...(item.description === undefined ? {} : { Description: item.description }),
        CreationTime: new Date(item.createdAt),
        IncludeNestedStacks: false,
      })),
      ...page,
    };
  },
);

const deleteChangeSetMembers = {
  ChangeSetName: required(changeSetNameOrId),
  StackName: optional(anyStackName),
} satisfies Members<sdk.DeleteChangeSetInput>;

/** A change set that does not exist isn't an error. A stack in REVIEW_IN_PROGRESS stays, as it does on AWS. */
export const deleteChangeSet = operation(
  DeleteChangeSet$,
  deleteChangeSetMembers,
  (cloud, { ChangeSetName: name, StackName: stackName }): sdk.DeleteChangeSetOutput => {
    const { stacks } = cloud.cloudformation;
    if (stackName === undefined && !name.startsWith("arn:")) throw createNoStackNameFault();
    const stackId = stackName === undefined ? undefined : stacks.requireStack(stackName, createStackMissingFault).id;
    const found = stacks
      .changeSets()
      .find((item) => (name.startsWith("arn:") ? item.id === name : item.name === name && item.stackId === stackId));
    if (found !== undefined) stacks.dropChangeSet(found);
    return {};
  },
);

const executeMembers = {
  ChangeSetName: required(changeSetNameOrId),
  StackName: optional(anyStackName),
  ClientRequestToken: optional(token),
  DisableRollback: optional(flag),
  RetainExceptOnCreate: optional(flag),
} satisfies Members<sdk.ExecuteChangeSetInput>;

/** Applies a change set, and deletes the stack's other change sets, as they no longer fit the stack. */
export const executeChangeSet = operation(
  ExecuteChangeSet$,
  executeMembers,
  (cloud, request): sdk.ExecuteChangeSetOutput => {
    const { stacks } = cloud.cloudformation;
    const found = requireChangeSet(stacks, request.ChangeSetName, request.StackName);
    const stack = stacks.requireStack(found.stackId);
    const requestToken = request.ClientRequestToken;
    if (isRepeated(stack, requestToken, `execute ${found.id}`)) return {};
    if (found.executionStatus !== "AVAILABLE")
      throw createChangeSetNotExecutableFault(found.id, found.status === "FAILED" ? "FAILED" : found.executionStatus);
    const retains = {
      retainExceptOnCreate: request.RetainExceptOnCreate ?? false,
      roleArn: found.roleArn ?? stack.roleArn,
      changeSetId: found.id,
    };
    const failing = request.DisableRollback ? "DO_NOTHING" : (found.onFailure ?? "ROLLBACK");
    if (found.type === "CREATE") create(cloud, { ...stack, ...retains }, { found, requestToken, failing });
    else {
      checkUpdatable(stack);
      const started = updateWork(stack, found.source, {
        token: requestToken,
        disablesRollback: failing === "DO_NOTHING",
        now: cloud.now(),
        kind: `execute ${found.id}`,
      });
      cloud.cloudformation.engine.start({ ...stack, ...retains }, { status: "UPDATE_IN_PROGRESS", ...started });
    }
    stacks.saveChangeSet({ ...found, executionStatus: "EXECUTE_COMPLETE" });
    for (const other of stacks.changeSets())
      if (other.stackId === stack.id && other.id !== found.id) stacks.dropChangeSet(other);
    return {};
  },
);

function create(
  cloud: Services,
  stack: StoredStack,
  {
    found,
    requestToken,
    failing,
  }: { readonly found: StoredChangeSet; readonly requestToken: string | undefined; readonly failing: FailureReaction },
): void {
  cloud.cloudformation.engine.start(
    {
      ...stack,
      source: found.source,
      disableRollback: failing === "DO_NOTHING",
      updatedAt: cloud.now(),
      tokens: addToken(stack, requestToken, `execute ${found.id}`),
    },
    {
      status: "CREATE_IN_PROGRESS",
      work: createWork({ token: requestToken, onFailure: failing, until: undefined }),
    },
  );
}

const NO_VALUES = {
  what: "`IncludePropertyValues`: the values before and after a change are missing",
  says: "CloudFormation: IncludePropertyValues; the lab cloud leaves the values before and after a change out",
};
const members = {
  ChangeSetName: required(changeSetNameOrId),
  StackName: optional(anyStackName),
  NextToken: optional(nextToken),
  IncludePropertyValues: noted(optional(flag), NO_VALUES),
} satisfies Members<sdk.DescribeChangeSetInput>;

export const describeChangeSet = operation(
  DescribeChangeSet$,
  members,
  (cloud, request): sdk.DescribeChangeSetOutput => {
    const found = requireChangeSet(cloud.cloudformation.stacks, request.ChangeSetName, request.StackName);
    const { items, ...page } = createPage(found.changes, request.NextToken);
    return {
      ChangeSetName: found.name,
      ChangeSetId: found.id,
      StackId: found.stackId,
      StackName: found.stackName,
      ...(found.description === undefined ? {} : { Description: found.description }),
      ...includeIfAny("Parameters", listParameters(found.source)),
      CreationTime: new Date(found.createdAt),
      ExecutionStatus: getExecutionStatus(found, cloud.cloudformation.stacks.requireStack(found.stackId)),
      Status: found.status,
      ...(found.statusReason === undefined ? {} : { StatusReason: found.statusReason }),
      NotificationARNs: [],
      RollbackConfiguration: {},
      Capabilities: listCapabilities(found.source),
      ...includeIfAny(
        "Tags",
        found.source.tags.map(({ Key, Value }) => ({ Key, Value })),
      ),
      Changes: items.map(describeItem),
      ...page,
      IncludeNestedStacks: false,
      ...(found.onFailure === undefined ? {} : { OnStackFailure: found.onFailure }),
    };
  },
);

const describeItem = ({
  action,
  logicalId,
  physicalId,
  type,
  replacement,
  policyAction,
  scope,
  properties,
}: PlannedChange): sdk.Change => ({
  Type: "Resource",
  ResourceChange: {
    ...(policyAction === undefined ? {} : { PolicyAction: policyAction }),
    Action: action,
    LogicalResourceId: logicalId,
    ...(physicalId === undefined ? {} : { PhysicalResourceId: physicalId }),
    ResourceType: type,
    ...(replacement === undefined ? {} : { Replacement: replacement }),
    Scope: [...scope],
    Details: properties.map(describeDetail),
  },
});

const describeDetail = ({ name, attribute, recreation, isSure, cause }: PropertyChange): sdk.ResourceChangeDetail => ({
  Target: {
    ...(attribute === undefined ? { Attribute: "Properties", Name: name } : { Attribute: attribute }),
    RequiresRecreation: recreation,
  },
  Evaluation: isSure ? "Static" : "Dynamic",
  ChangeSource: cause?.source ?? "DirectModification",
  ...(cause === undefined ? {} : { CausingEntity: cause.entity }),
});
