import {
  DescribeStackResource$,
  DescribeStackResources$,
  ListStackResources$,
  DescribeStackEvents$,
  UpdateTerminationProtection$,
} from "@aws-sdk/client-cloudformation";
import type * as sdk from "@aws-sdk/client-cloudformation";
import { required, optional, type Members } from "../../../core/members";
import { string } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { describeResourceDetail, describeResource, summarizeResource, describeEvent } from "./describe-stack";
import {
  createResourceMissingFault,
  createQuotedStackMissingFault,
  createStackMissingFault,
  createInvalidRequestFault,
} from "../model/faults";
import { logicalId, anyStackName, nextToken, flag, stackNameOrId } from "../model/fields";
import { createPage } from "./page";

const describeStackResourceMembers = {
  StackName: required(anyStackName),
  LogicalResourceId: required(logicalId),
} satisfies Members<sdk.DescribeStackResourceInput>;

export const describeStackResource = operation(
  DescribeStackResource$,
  describeStackResourceMembers,
  (cloud, { StackName: name, LogicalResourceId: desired }): sdk.DescribeStackResourceOutput => {
    const { stacks } = cloud.cloudformation;
    const stack = stacks.requireStack(name, createQuotedStackMissingFault);
    const resource = stacks.findResource(stack.id, desired);
    if (resource === undefined) throw createResourceMissingFault(desired, name);
    return { StackResourceDetail: describeResourceDetail(stack, resource) };
  },
);

const describeStackResourcesMembers = {
  StackName: optional(anyStackName),
  LogicalResourceId: optional(logicalId),
  PhysicalResourceId: optional(string()),
} satisfies Members<sdk.DescribeStackResourcesInput>;

/** The resources of a stack, which the request names directly or by the physical id of one of its resources. */
export const describeStackResources = operation(
  DescribeStackResources$,
  describeStackResourcesMembers,
  (cloud, request): sdk.DescribeStackResourcesOutput => {
    const { StackName: name, LogicalResourceId: logical, PhysicalResourceId: physical } = request;
    const { stacks } = cloud.cloudformation;
    if (name === undefined && physical === undefined)
      throw createInvalidRequestFault("Either StackName or PhysicalResourceId must be specified.");
    const stack =
      name === undefined
        ? stacks
            .listAll()
            .find(({ id }) => stacks.listResources(id).some((resource) => resource.physicalId === physical))
        : stacks.requireStack(name);
    if (stack === undefined) throw createInvalidRequestFault(`Stack for ${physical ?? ""} does not exist`);
    const resources = stacks
      .listResources(stack.id)
      .filter((resource) => logical === undefined || resource.logicalId === logical);
    return { StackResources: resources.map((resource) => describeResource(stack, resource)) };
  },
);

const listStackResourcesMembers = {
  StackName: required(anyStackName),
  NextToken: optional(nextToken),
} satisfies Members<sdk.ListStackResourcesInput>;

export const listStackResources = operation(
  ListStackResources$,
  listStackResourcesMembers,
  (cloud, { StackName: name, NextToken: token }): sdk.ListStackResourcesOutput => {
    const { stacks } = cloud.cloudformation;
    const { items, ...page } = createPage(stacks.listResources(stacks.requireStack(name).id), token);
    return { StackResourceSummaries: items.map(summarizeResource), ...page };
  },
);

const describeStackEventsMembers = {
  StackName: required(anyStackName),
  NextToken: optional(nextToken),
} satisfies Members<sdk.DescribeStackEventsInput>;

/** The newest event comes first. */
export const describeStackEvents = operation(
  DescribeStackEvents$,
  describeStackEventsMembers,
  (cloud, { StackName: name, NextToken: token }): sdk.DescribeStackEventsOutput => {
    const { stacks } = cloud.cloudformation;
    const { items, ...page } = createPage(
      [...stacks.listEvents(stacks.requireStack(name, createStackMissingFault).id)].reverse(),
      token,
    );
    return { StackEvents: items.map(describeEvent), ...page };
  },
);

const updateTerminationProtectionMembers = {
  EnableTerminationProtection: required(flag),
  StackName: required(stackNameOrId),
} satisfies Members<sdk.UpdateTerminationProtectionInput>;

export const updateTerminationProtection = operation(
  UpdateTerminationProtection$,
  updateTerminationProtectionMembers,
  (cloud, request): sdk.UpdateTerminationProtectionOutput => {
    const { stacks } = cloud.cloudformation;
    const { id } = stacks.requireStack(request.StackName, createStackMissingFault);
    stacks.change(id, { isProtected: request.EnableTerminationProtection });
    return { StackId: id };
  },
);
