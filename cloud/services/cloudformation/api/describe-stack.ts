import type {
  Parameter,
  Stack,
  StackDriftInformation,
  StackEvent,
  StackResource,
  StackResourceDetail,
  StackResourceSummary,
  StackSummary,
} from "@aws-sdk/client-cloudformation";
import type { Source, StoredEvent, StoredResource, StoredStack } from "../model/deployment/stored";

/** The text that AWS shows in place of secrets. */
const HIDDEN = "****";
const UNCHECKED: StackDriftInformation = { StackDriftStatus: "NOT_CHECKED" };
const DRIFT = { DriftInformation: { StackResourceDriftStatus: "NOT_CHECKED" } } as const;

const toDate = (at: number): Date => new Date(at);
const includeIfGiven = <K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } =>
  value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: T });

export const listParameters = ({ parameters }: Source): Parameter[] =>
  Object.entries(parameters).map(([ParameterKey, { text, noEcho, resolved }]) => ({
    ParameterKey,
    ParameterValue: noEcho ? HIDDEN : text,
    ...includeIfGiven("ResolvedValue", resolved),
  }));

/** A stack as DescribeStacks answers it. */
export const describeStack = (stack: StoredStack): Stack => ({
  StackId: stack.id,
  StackName: stack.name,
  ...includeIfGiven("ChangeSetId", stack.changeSetId),
  ...includeIfGiven("Description", stack.description),
  Parameters: listParameters(stack.source),
  CreationTime: toDate(stack.createdAt),
  ...includeIfGiven("DeletionTime", stack.deletedAt === undefined ? undefined : toDate(stack.deletedAt)),
  ...includeIfGiven("LastUpdatedTime", stack.updatedAt === undefined ? undefined : toDate(stack.updatedAt)),
  RollbackConfiguration: {},
  StackStatus: stack.status,
  ...includeIfGiven("StackStatusReason", stack.statusReason),
  DisableRollback: stack.disableRollback,
  NotificationARNs: [],
  ...includeIfGiven("TimeoutInMinutes", stack.timeoutMinutes),
  Capabilities: stack.source.capabilities.map((capability) => capability as "CAPABILITY_IAM"),
  Outputs: stack.outputs.map(({ key, value, description, exportName }) => ({
    OutputKey: key,
    OutputValue: value,
    ...includeIfGiven("Description", description),
    ...includeIfGiven("ExportName", exportName),
  })),
  ...includeIfGiven("RoleARN", stack.roleArn),
  Tags: stack.source.tags.map(({ Key, Value }) => ({ Key, Value })),
  EnableTerminationProtection: stack.isProtected,
  DriftInformation: UNCHECKED,
  ...(stack.retainExceptOnCreate ? { RetainExceptOnCreate: true } : {}),
});

/** A stack as ListStacks answers it. */
export const summarizeStack = (stack: StoredStack): StackSummary => ({
  StackId: stack.id,
  StackName: stack.name,
  ...includeIfGiven("TemplateDescription", stack.description),
  CreationTime: toDate(stack.createdAt),
  ...includeIfGiven("LastUpdatedTime", stack.updatedAt === undefined ? undefined : toDate(stack.updatedAt)),
  ...includeIfGiven("DeletionTime", stack.deletedAt === undefined ? undefined : toDate(stack.deletedAt)),
  StackStatus: stack.status,
  ...includeIfGiven("StackStatusReason", stack.statusReason),
  DriftInformation: UNCHECKED,
});

export const describeEvent = (event: StoredEvent): StackEvent => ({
  StackId: event.stackId,
  EventId: event.eventId,
  StackName: event.stackName,
  LogicalResourceId: event.logicalId,
  PhysicalResourceId: event.physicalId,
  ResourceType: event.type,
  Timestamp: toDate(event.at),
  ResourceStatus: event.status,
  ...includeIfGiven("ResourceStatusReason", event.reason),
  ...includeIfGiven(
    "ResourceProperties",
    event.properties === undefined ? undefined : JSON.stringify(event.properties),
  ),
  ...includeIfGiven("ClientRequestToken", event.token),
});

const describeCommon = (
  resource: StoredResource,
): Pick<
  StackResource,
  "LogicalResourceId" | "PhysicalResourceId" | "ResourceType" | "ResourceStatus" | "ResourceStatusReason"
> &
  Required<Pick<StackResource, "LogicalResourceId" | "ResourceType" | "ResourceStatus">> => ({
  LogicalResourceId: resource.logicalId,
  ...includeIfGiven("PhysicalResourceId", resource.physicalId === "" ? undefined : resource.physicalId),
  ResourceType: resource.type,
  ResourceStatus: resource.status,
  ...includeIfGiven("ResourceStatusReason", resource.statusReason),
});

/** A resource as DescribeStackResources answers it. */
export const describeResource = (stack: StoredStack, resource: StoredResource): StackResource => ({
  StackName: stack.name,
  StackId: stack.id,
  ...describeCommon(resource),
  Timestamp: toDate(resource.updatedAt),
  ...DRIFT,
});

/** A resource as DescribeStackResource answers it. */
export const describeResourceDetail = (stack: StoredStack, resource: StoredResource): StackResourceDetail => ({
  StackName: stack.name,
  StackId: stack.id,
  ...describeCommon(resource),
  LastUpdatedTimestamp: toDate(resource.updatedAt),
  ...includeIfGiven("Metadata", resource.metadata === undefined ? undefined : JSON.stringify(resource.metadata)),
  ...DRIFT,
});

/** A resource as ListStackResources answers it. */
export const summarizeResource = (resource: StoredResource): StackResourceSummary => ({
  ...describeCommon(resource),
  LastUpdatedTimestamp: toDate(resource.updatedAt),
  ...DRIFT,
});
