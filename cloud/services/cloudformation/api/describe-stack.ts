import type * as sdk from "@aws-sdk/client-cloudformation";
import { sortAsJavaMap } from "../model/template/java-order";
import type { Source, StoredEvent, StoredResource, StoredStack } from "../model/deployment/stored";

/** The text that AWS shows in place of secrets. */
const HIDDEN = "****";
const UNCHECKED: sdk.StackDriftInformation = { StackDriftStatus: "NOT_CHECKED" };
const DRIFT = { DriftInformation: { StackResourceDriftStatus: "NOT_CHECKED" } } as const;

const toDate = (at: number): Date => new Date(at);
const includeIfDefined = <K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } =>
  value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: T });

/** A member that AWS leaves out if its list is empty (recorded by LocalStack, 2022-05-31 to 2026-02-04). */
export const includeIfAny = <K extends string, T>(key: K, list: T[]): { readonly [P in K]?: T[] } =>
  includeIfDefined(key, list.length === 0 ? undefined : list);

export const listCapabilities = ({ capabilities }: Source): sdk.Capability[] =>
  capabilities.map((capability) => capability as sdk.Capability);

export const listParameters = ({ parameters }: Source): sdk.Parameter[] =>
  sortAsJavaMap(Object.entries(parameters), ([name]) => name).map(([ParameterKey, { text, noEcho, resolved }]) => ({
    ParameterKey,
    ParameterValue: noEcho ? HIDDEN : text,
    ...includeIfDefined("ResolvedValue", resolved),
  }));

/** A member that AWS leaves out once the stack is deleted (same recordings). */
const includeUnlessDeleted = <T>({ status }: StoredStack, value: T): T | undefined =>
  status === "DELETE_COMPLETE" ? undefined : value;

/** A stack as DescribeStacks answers it. */
export const describeStack = (stack: StoredStack): sdk.Stack => ({
  StackId: stack.id,
  StackName: stack.name,
  ...includeIfDefined("ChangeSetId", includeUnlessDeleted(stack, stack.changeSetId)),
  ...includeIfDefined("Description", stack.description),
  ...includeIfAny("Parameters", listParameters(stack.source)),
  CreationTime: toDate(stack.createdAt),
  ...includeIfDefined("DeletionTime", stack.deletedAt === undefined ? undefined : toDate(stack.deletedAt)),
  ...includeIfDefined("LastUpdatedTime", stack.updatedAt === undefined ? undefined : toDate(stack.updatedAt)),
  RollbackConfiguration: {},
  StackStatus: stack.status,
  ...includeIfDefined("StackStatusReason", stack.statusReason),
  DisableRollback: stack.disableRollback,
  NotificationARNs: [],
  ...includeIfDefined("TimeoutInMinutes", stack.timeoutMinutes),
  ...includeIfAny("Capabilities", listCapabilities(stack.source)),
  ...includeIfAny(
    "Outputs",
    stack.outputs.map(({ key, value, description, exportName }) => ({
      OutputKey: key,
      OutputValue: value,
      ...includeIfDefined("Description", description),
      ...includeIfDefined("ExportName", exportName),
    })),
  ),
  ...includeIfDefined("RoleARN", stack.roleArn),
  Tags: stack.source.tags.map(({ Key, Value }) => ({ Key, Value })),
  ...includeIfDefined("EnableTerminationProtection", includeUnlessDeleted(stack, stack.isProtected)),
  DriftInformation: UNCHECKED,
  ...(stack.retainExceptOnCreate ? { RetainExceptOnCreate: true } : {}),
});

/** A stack as ListStacks answers it. */
export const summarizeStack = (stack: StoredStack): sdk.StackSummary => ({
  StackId: stack.id,
  StackName: stack.name,
  ...includeIfDefined("TemplateDescription", stack.description),
  CreationTime: toDate(stack.createdAt),
  ...includeIfDefined("LastUpdatedTime", stack.updatedAt === undefined ? undefined : toDate(stack.updatedAt)),
  ...includeIfDefined("DeletionTime", stack.deletedAt === undefined ? undefined : toDate(stack.deletedAt)),
  StackStatus: stack.status,
  ...includeIfDefined("StackStatusReason", stack.statusReason),
  DriftInformation: UNCHECKED,
});

export const describeEvent = (event: StoredEvent): sdk.StackEvent => ({
  StackId: event.stackId,
  EventId: event.eventId,
  StackName: event.stackName,
  LogicalResourceId: event.logicalId,
  PhysicalResourceId: event.physicalId,
  ResourceType: event.type,
  Timestamp: toDate(event.at),
  ResourceStatus: event.status,
  ...includeIfDefined("ResourceStatusReason", event.reason),
  ...includeIfDefined(
    "ResourceProperties",
    event.properties === undefined ? undefined : JSON.stringify(event.properties),
  ),
  ...includeIfDefined("ClientRequestToken", event.token),
});

const describeCommon = (
  resource: StoredResource,
): Pick<
  sdk.StackResource,
  "LogicalResourceId" | "PhysicalResourceId" | "ResourceType" | "ResourceStatus" | "ResourceStatusReason"
> &
  Required<Pick<sdk.StackResource, "LogicalResourceId" | "ResourceType" | "ResourceStatus">> => ({
  LogicalResourceId: resource.logicalId,
  ...includeIfDefined("PhysicalResourceId", resource.physicalId === "" ? undefined : resource.physicalId),
  ResourceType: resource.type,
  ResourceStatus: resource.status,
  ...includeIfDefined("ResourceStatusReason", resource.statusReason),
});

/** A resource as DescribeStackResources answers it. */
export const describeResource = (stack: StoredStack, resource: StoredResource): sdk.StackResource => ({
  StackName: stack.name,
  StackId: stack.id,
  ...describeCommon(resource),
  Timestamp: toDate(resource.updatedAt),
  ...DRIFT,
});

/** A resource as DescribeStackResource answers it. */
export const describeResourceDetail = (stack: StoredStack, resource: StoredResource): sdk.StackResourceDetail => ({
  StackName: stack.name,
  StackId: stack.id,
  ...describeCommon(resource),
  LastUpdatedTimestamp: toDate(resource.updatedAt),
  ...includeIfDefined("Metadata", resource.metadata === undefined ? undefined : JSON.stringify(resource.metadata)),
  ...DRIFT,
});

/** A resource as ListStackResources answers it. */
export const summarizeResource = (resource: StoredResource): sdk.StackResourceSummary => ({
  ...describeCommon(resource),
  LastUpdatedTimestamp: toDate(resource.updatedAt),
  ...DRIFT,
});
