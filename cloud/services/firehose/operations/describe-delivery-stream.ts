import {
  DescribeDeliveryStream$,
  type DeliveryStreamDescription,
  type DescribeDeliveryStreamInput,
  type DescribeDeliveryStreamOutput,
} from "@aws-sdk/client-firehose";
import { optional, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { integer, string } from "../../../core/rules";
import { operation } from "../../operation";
import { getArn } from "../delivery-stream";
import { describeDestination } from "../destination/describe";
import { deliveryStreamName } from "../fields";
import type { StoredStream } from "../stored-stream";

const members = {
  DeliveryStreamName: required(deliveryStreamName),
  // A stream has one destination, so neither member changes the answer.
  Limit: optional(integer({ min: 1, max: 10_000 })),
  ExclusiveStartDestinationId: optional(string({ length: { min: 1, max: 100 } })),
} satisfies Members<DescribeDeliveryStreamInput>;

export const describeDeliveryStream = operation(
  DescribeDeliveryStream$,
  members,
  (cloud, { DeliveryStreamName: name }): Reply<DescribeDeliveryStreamOutput> => {
    const stored = cloud.firehose.requireStream(name);
    return {
      DeliveryStreamDescription: {
        DeliveryStreamName: name,
        DeliveryStreamARN: getArn(cloud, name),
        DeliveryStreamStatus: stored.status,
        ...readDescription(stored),
        VersionId: String(stored.version),
        CreateTimestamp: new Date(stored.createdAt),
        ...(stored.updatedAt === undefined ? {} : { LastUpdateTimestamp: new Date(stored.updatedAt) }),
        Destinations: [describeDestination(stored.destination)],
        HasMoreDestinations: false,
      },
    };
  },
);

function readDescription({
  source,
  createdAt,
  isEncrypted,
  encryptionKey,
}: StoredStream): Pick<
  DeliveryStreamDescription,
  "DeliveryStreamType" | "Source" | "DeliveryStreamEncryptionConfiguration"
> {
  if (source === undefined) {
    return {
      DeliveryStreamType: "DirectPut",
      DeliveryStreamEncryptionConfiguration: isEncrypted
        ? {
            ...(encryptionKey === undefined
              ? { KeyType: "AWS_OWNED_CMK" }
              : { KeyType: "CUSTOMER_MANAGED_CMK", KeyARN: encryptionKey }),
            Status: "ENABLED",
          }
        : { Status: "DISABLED" },
    };
  }
  return {
    DeliveryStreamType: "KinesisStreamAsSource",
    Source: {
      KinesisStreamSourceDescription: {
        KinesisStreamARN: source.arn,
        RoleARN: source.roleArn,
        DeliveryStartTimestamp: new Date(createdAt),
      },
    },
  };
}
