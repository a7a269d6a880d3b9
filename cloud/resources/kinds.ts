import type { Operation } from "../core/members";
import type { Resources } from "../options";
import { createDeliveryStream } from "../services/firehose/api/delivery-streams";
import { firehose } from "../services/firehose/service";
import { glue } from "../services/glue/service";
import { createDatabase } from "../services/glue/api/databases";
import { createTable } from "../services/glue/api/tables";
import { iam } from "../services/iam/service";
import { createRole } from "../services/iam/api/roles";
import { kinesis } from "../services/kinesis/service";
import { createStream } from "../services/kinesis/api/streams";
import type { Services } from "../services/framework/services";
import { logs } from "../services/logs/service";
import { createLogGroup } from "../services/logs/api/log-groups";
import { createLogStream } from "../services/logs/api/log-streams";
import { s3 } from "../services/s3/service";
import { createBucket } from "../services/s3/api/buckets";
import type { EmulatedService } from "../services/framework/create-service";
import { sqs } from "../services/sqs/service";
import { createQueue } from "../services/sqs/api/queues";

/** One kind of resource: the AWS call that creates it, and the meaning of the call's answers. */
export interface Kind {
  readonly service: EmulatedService;
  readonly operation: Operation<Services>;
  /**
   * The paths of the members that name the resource; the last is the resource's own name, those before name its
   * container.
   */
  readonly named: readonly string[];
  /** The fault that says that the resource exists already. */
  readonly taken: string;
  /** Members, at any depth, that AWS needs as JSON text: an entry may have an object instead. */
  readonly texts?: readonly string[];
  /** How many may be in creation at once; by default any number. */
  readonly atOnce?: number;
  /** Whether the resource can be used; for kinds whose creation takes time. */
  readonly isReady?: (services: Services, name: string) => boolean;
}

/** Every kind, in the order of creation: a kind comes after the kinds that it refers to. */
export const kinds: Readonly<Record<keyof Resources, Kind>> = {
  roles: {
    service: iam,
    operation: createRole,
    named: ["RoleName"],
    taken: "EntityAlreadyExists",
    texts: ["AssumeRolePolicyDocument"],
    isReady: ({ iam }, name) => iam.isSeen(iam.requireRole(name)),
  },
  logGroups: {
    service: logs,
    operation: createLogGroup,
    named: ["logGroupName"],
    taken: "ResourceAlreadyExistsException",
  },
  logStreams: {
    service: logs,
    operation: createLogStream,
    named: ["logGroupName", "logStreamName"],
    taken: "ResourceAlreadyExistsException",
  },
  buckets: { service: s3, operation: createBucket, named: ["Bucket"], taken: "BucketAlreadyOwnedByYou" },
  queues: {
    service: sqs,
    operation: createQueue,
    named: ["QueueName"],
    taken: "QueueNameExists",
    texts: ["Policy", "RedrivePolicy", "RedriveAllowPolicy"],
  },
  databases: {
    service: glue,
    operation: createDatabase,
    named: ["DatabaseInput.Name"],
    taken: "AlreadyExistsException",
  },
  tables: {
    service: glue,
    operation: createTable,
    named: ["DatabaseName", "TableInput.Name"],
    taken: "AlreadyExistsException",
  },
  streams: {
    service: kinesis,
    operation: createStream,
    named: ["StreamName"],
    taken: "ResourceInUseException",
    atOnce: 5,
    isReady: (services, name) => services.kinesis.find(name)?.stored.status === "ACTIVE",
  },
  deliveryStreams: {
    service: firehose,
    operation: createDeliveryStream,
    named: ["DeliveryStreamName"],
    taken: "ResourceInUseException",
    isReady: (services, name) => services.firehose.find(name)?.status === "ACTIVE",
  },
};
