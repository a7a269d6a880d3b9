import {
  DescribeChangeSet$,
  type Change,
  type DescribeChangeSetInput,
  type DescribeChangeSetOutput,
} from "@aws-sdk/client-cloudformation";
import { noted, optional, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { listParameters } from "./describe-stack";
import type { PlannedChange } from "../model/deployment/stored";
import { anyStackName, changeSetNameOrId, flag, nextToken } from "../model/fields";
import { createPage } from "./page";
import { requireChangeSet } from "./requests/update";

const NO_VALUES = {
  what: "`IncludePropertyValues`: the values before and after a change are left out",
  says: "CloudFormation: IncludePropertyValues; the lab cloud leaves the values before and after a change out",
};
const members = {
  ChangeSetName: required(changeSetNameOrId),
  StackName: optional(anyStackName),
  NextToken: optional(nextToken),
  IncludePropertyValues: noted(optional(flag), NO_VALUES),
} satisfies Members<DescribeChangeSetInput>;

export const describeChangeSet = operation(DescribeChangeSet$, members, (cloud, request): DescribeChangeSetOutput => {
  const found = requireChangeSet(cloud.cloudformation.stacks, request.ChangeSetName, request.StackName);
  const { items, ...page } = createPage(found.changes, request.NextToken);
  return {
    ChangeSetName: found.name,
    ChangeSetId: found.id,
    StackId: found.stackId,
    StackName: found.stackName,
    ...(found.description === undefined ? {} : { Description: found.description }),
    Parameters: listParameters(found.source),
    CreationTime: new Date(found.createdAt),
    ExecutionStatus: found.executionStatus,
    Status: found.status,
    ...(found.statusReason === undefined ? {} : { StatusReason: found.statusReason }),
    NotificationARNs: [],
    RollbackConfiguration: {},
    Capabilities: found.source.capabilities.map((capability) => capability as "CAPABILITY_IAM"),
    Tags: found.source.tags.map(({ Key, Value }) => ({ Key, Value })),
    Changes: items.map(describeItem),
    ...page,
    IncludeNestedStacks: false,
    ...(found.onFailure === undefined ? {} : { OnStackFailure: found.onFailure }),
  };
});

const describeItem = ({
  action,
  logicalId,
  physicalId,
  type,
  replacement,
  scope,
  properties,
}: PlannedChange): Change => ({
  Type: "Resource",
  ResourceChange: {
    Action: action,
    LogicalResourceId: logicalId,
    ...(physicalId === undefined ? {} : { PhysicalResourceId: physicalId }),
    ResourceType: type,
    ...(replacement === undefined ? {} : { Replacement: replacement }),
    Scope: [...scope],
    Details: properties.map(({ name, recreation, isSure }) => ({
      Target:
        name === "Tags"
          ? { Attribute: "Tags", RequiresRecreation: recreation }
          : { Attribute: "Properties", Name: name, RequiresRecreation: recreation },
      Evaluation: isSure ? "Static" : "Dynamic",
      ChangeSource: isSure ? "DirectModification" : "ResourceReference",
    })),
  },
});
