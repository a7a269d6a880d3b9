import { namedQuery } from "./athena/resources/named-query";
import { workGroup } from "./athena/resources/work-group";
import { alarm } from "./cloudwatch/resources/alarm";
import { dashboard } from "./cloudwatch/resources/dashboard";
import { instance } from "./ec2/resources/instance";
import { securityGroup } from "./ec2/resources/security-group";
import { repository } from "./ecr/resources/repository";
import { deliveryStream } from "./firehose/resources/delivery-stream";
import { database } from "./glue/resources/database";
import { table, partition } from "./glue/resources/table";
import { instanceProfile } from "./iam/resources/instance-profile";
import { managedPolicy } from "./iam/resources/managed-policy";
import { policy } from "./iam/resources/policy";
import { role } from "./iam/resources/role";
import { stream } from "./kinesis/resources/stream";
import { streamConsumer } from "./kinesis/resources/stream-consumer";
import { application } from "./kinesisanalyticsv2/resources/application";
import { cloudWatchLoggingOption } from "./kinesisanalyticsv2/resources/cloud-watch-logging-option";
import { key } from "./kms/resources/key";
import { keyAlias } from "./kms/resources/key-alias";
import { alias, version } from "./lambda/resources/version";
import { eventInvokeConfig } from "./lambda/resources/event-invoke-config";
import { eventSourceMapping } from "./lambda/resources/event-source-mapping";
import { lambdaFunction } from "./lambda/resources/function";
import { layerVersion, layerVersionPermission } from "./lambda/resources/layer-version";
import { permission } from "./lambda/resources/permission";
import { logGroup, logStream } from "./logs/resources/log-group";
import { metricFilter } from "./logs/resources/metric-filter";
import { subscriptionFilter } from "./logs/resources/subscription-filter";
import { bucket, bucketPolicy } from "./s3/resources/bucket";
import { topic, topicPolicy, topicSubscription } from "./sns/resources/topic";
import { queue, queuePolicy } from "./sqs/resources/queue";
import { parameter } from "./ssm/resources/parameter";
import type { Services } from "./framework/services";
import { cdkMetadata, CUSTOM_RESOURCE, createCustomResource } from "./cloudformation/resources/custom-resource";
import type { ResourceType, ResourceTypes } from "./cloudformation/model/resource-type";
import type { UnboundType } from "./cloudformation/resources/type-definition";

/** Every resource type that templates can use. One line a type. */
const types: readonly UnboundType[] = [
  alarm,
  alias,
  application,
  bucket,
  bucketPolicy,
  cdkMetadata,
  cloudWatchLoggingOption,
  createCustomResource,
  dashboard,
  database,
  deliveryStream,
  eventInvokeConfig,
  eventSourceMapping,
  instance,
  instanceProfile,
  key,
  keyAlias,
  lambdaFunction,
  layerVersion,
  layerVersionPermission,
  logGroup,
  logStream,
  managedPolicy,
  metricFilter,
  subscriptionFilter,
  namedQuery,
  parameter,
  partition,
  permission,
  policy,
  queue,
  queuePolicy,
  repository,
  role,
  securityGroup,
  stream,
  streamConsumer,
  table,
  topic,
  topicPolicy,
  topicSubscription,
  version,
  workGroup,
];

/**
 * The resource types of a cloud, by name.
 * @param cloud called only when a type is used: by then all services are open
 */
export const createResourceTypes = (cloud: () => Services): ResourceTypes =>
  new TypesByName(types.map((unbound) => unbound(cloud)).map((type) => [type.type, type]));

/** A map in which every name that begins with `Custom::` leads to the type of custom resources. */
class TypesByName extends Map<string, ResourceType> {
  override get(name: string): ResourceType | undefined {
    return super.get(name.startsWith("Custom::") ? CUSTOM_RESOURCE : name);
  }
}
