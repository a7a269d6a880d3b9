import type { Operation } from "../core/operation";
import type { Resources } from "../options";
import { createDeliveryStream } from "../services/firehose/operations/create-delivery-stream";
import { firehose } from "../services/firehose/index";
import { iam } from "../services/iam/index";
import { createRole } from "../services/iam/operations/create-role";
import { kinesis } from "../services/kinesis/index";
import { createStream } from "../services/kinesis/operations/create-stream";
import type { Lab } from "../services/lab";
import { logs } from "../services/logs/index";
import { createLogGroup } from "../services/logs/operations/create-log-group";
import { createLogStream } from "../services/logs/operations/create-log-stream";
import { s3 } from "../services/s3/index";
import { createBucket } from "../services/s3/operations/create-bucket";
import type { LabService } from "../services/service";

/** One kind of resource: the AWS call that creates it, and what its answers mean. */
export interface Kind {
  readonly service: LabService;
  readonly operation: Operation<Lab>;
  /** The member that names the resource. */
  readonly name: string;
  /** The member that names what it belongs to, where its name is unique only there. */
  readonly within?: string;
  /** The fault that says that it is there already. */
  readonly taken: string;
  /** Members that AWS wants as JSON text: an object may stand there instead. */
  readonly texts?: readonly string[];
  /** How many may be in the making at once. Any number unless told. */
  readonly atOnce?: number;
  /** Whether it can be used; for those that take time to make. */
  readonly isReady?: (lab: Lab, name: string) => boolean;
}

/** Every kind, in the order of creation: what others refer to comes first. */
export const kinds: Readonly<Record<keyof Resources, Kind>> = {
  roles: { service: iam, operation: createRole, name: "RoleName", taken: "EntityAlreadyExists", texts: ["AssumeRolePolicyDocument"] },
  logGroups: { service: logs, operation: createLogGroup, name: "logGroupName", taken: "ResourceAlreadyExistsException" },
  logStreams: { service: logs, operation: createLogStream, name: "logStreamName", within: "logGroupName", taken: "ResourceAlreadyExistsException" },
  buckets: { service: s3, operation: createBucket, name: "Bucket", taken: "BucketAlreadyOwnedByYou" },
  streams: {
    service: kinesis, operation: createStream, name: "StreamName", taken: "ResourceInUseException", atOnce: 5,
    isReady: (lab, name) => lab.kinesis.find(name)?.stored.status === "ACTIVE",
  },
  deliveryStreams: {
    service: firehose, operation: createDeliveryStream, name: "DeliveryStreamName", taken: "ResourceInUseException",
    isReady: (lab, name) => lab.firehose.find(name)?.status === "ACTIVE",
  },
};
