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
import type { Source, StoredEvent, StoredResource, StoredStack } from "./deployment/stored";

/** The text that AWS shows in place of secrets. */
const HIDDEN = "****";
const UNCHECKED: StackDriftInformation = { StackDriftStatus: "NOT_CHECKED" };
const DRIFT = { DriftInformation: { StackResourceDriftStatus: "NOT_CHECKED" } } as const;

const date = (at: number): Date => new Date(at);
const given = <K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } =>
  value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: T });

export const parametersOf = ({ parameters }: Source): Parameter[] =>
  Object.entries(parameters).map(([ParameterKey, { text, noEcho, resolved }]) => ({
    ParameterKey,
    ParameterValue: noEcho ? HIDDEN : text,
    ...given("ResolvedValue", resolved),
  }));

/** A stack as DescribeStacks answers it. */
export const describedStack = (stack: StoredStack): Stack => ({
  StackId: stack.id,
  StackName: stack.name,
  ...given("ChangeSetId", stack.changeSetId),
  ...given("Description", stack.description),
  Parameters: parametersOf(stack.source),
  CreationTime: date(stack.createdAt),
  ...given("DeletionTime", stack.deletedAt === undefined ? undefined : date(stack.deletedAt)),
  ...given("LastUpdatedTime", stack.updatedAt === undefined ? undefined : date(stack.updatedAt)),
  RollbackConfiguration: {},
  StackStatus: stack.status,
  ...given("StackStatusReason", stack.statusReason),
  DisableRollback: stack.disableRollback,
  NotificationARNs: [],
  ...given("TimeoutInMinutes", stack.timeoutMinutes),
  Capabilities: stack.source.capabilities.map((one) => one as "CAPABILITY_IAM"),
  Outputs: stack.outputs.map(({ key, value, description, exportName }) => ({
    OutputKey: key,
    OutputValue: value,
    ...given("Description", description),
    ...given("ExportName", exportName),
  })),
  ...given("RoleARN", stack.roleArn),
  Tags: stack.source.tags.map(({ Key, Value }) => ({ Key, Value })),
  EnableTerminationProtection: stack.isProtected,
  DriftInformation: UNCHECKED,
  ...(stack.retainExceptOnCreate ? { RetainExceptOnCreate: true } : {}),
});

/** A stack as ListStacks answers it. */
export const stackSummary = (stack: StoredStack): StackSummary => ({
  StackId: stack.id,
  StackName: stack.name,
  ...given("TemplateDescription", stack.description),
  CreationTime: date(stack.createdAt),
  ...given("LastUpdatedTime", stack.updatedAt === undefined ? undefined : date(stack.updatedAt)),
  ...given("DeletionTime", stack.deletedAt === undefined ? undefined : date(stack.deletedAt)),
  StackStatus: stack.status,
  ...given("StackStatusReason", stack.statusReason),
  DriftInformation: UNCHECKED,
});

export const describedEvent = (event: StoredEvent): StackEvent => ({
  StackId: event.stackId,
  EventId: event.eventId,
  StackName: event.stackName,
  LogicalResourceId: event.logicalId,
  PhysicalResourceId: event.physicalId,
  ResourceType: event.type,
  Timestamp: date(event.at),
  ResourceStatus: event.status,
  ...given("ResourceStatusReason", event.reason),
  ...given("ResourceProperties", event.properties === undefined ? undefined : JSON.stringify(event.properties)),
  ...given("ClientRequestToken", event.token),
});

const common = (
  resource: StoredResource,
): Pick<
  StackResource,
  "LogicalResourceId" | "PhysicalResourceId" | "ResourceType" | "ResourceStatus" | "ResourceStatusReason"
> &
  Required<Pick<StackResource, "LogicalResourceId" | "ResourceType" | "ResourceStatus">> => ({
  LogicalResourceId: resource.logicalId,
  ...given("PhysicalResourceId", resource.physicalId === "" ? undefined : resource.physicalId),
  ResourceType: resource.type,
  ResourceStatus: resource.status,
  ...given("ResourceStatusReason", resource.statusReason),
});

/** A resource as DescribeStackResources answers it. */
export const describedResource = (stack: StoredStack, resource: StoredResource): StackResource => ({
  StackName: stack.name,
  StackId: stack.id,
  ...common(resource),
  Timestamp: date(resource.updatedAt),
  ...DRIFT,
});

/** A resource as DescribeStackResource answers it. */
export const resourceDetail = (stack: StoredStack, resource: StoredResource): StackResourceDetail => ({
  StackName: stack.name,
  StackId: stack.id,
  ...common(resource),
  LastUpdatedTimestamp: date(resource.updatedAt),
  ...given("Metadata", resource.metadata === undefined ? undefined : JSON.stringify(resource.metadata)),
  ...DRIFT,
});

/** A resource as ListStackResources answers it. */
export const resourceSummary = (resource: StoredResource): StackResourceSummary => ({
  ...common(resource),
  LastUpdatedTimestamp: date(resource.updatedAt),
  ...DRIFT,
});
