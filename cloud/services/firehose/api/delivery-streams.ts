import * as faults from "../model/faults";
import {
  CreateDeliveryStream$,
  DescribeDeliveryStream$,
  ListDeliveryStreams$,
  DeleteDeliveryStream$,
} from "@aws-sdk/client-firehose";
import type * as sdk from "@aws-sdk/client-firehose";
import { optional, refused, required, type CheckedInput, type Members, type Reply } from "../../../core/members";
import { createStoredNote } from "../../../core/notes";
import { integer, string, boolean } from "../../../core/rules";
import type { Services } from "../../framework/services";
import { operationWithNotes, operation } from "../../framework/operation";
import { getArn, createEmptyLog } from "../model/state/delivery-stream";
import { checkDestination, checkTogether } from "../model/destination/check";
import { describeDestination } from "./update-destination";
import { extendedS3Destination } from "../model/extended-fields";
import type { DestinationInput } from "../model/destination-input";
import { addDefaultHints } from "../model/destination/settings";
import {
  requireKey,
  encryptionConfigurationInput,
  OBJECT_KEY,
  STREAM_ENCRYPTION,
  reportObjectKey,
} from "./delivery-stream-encryption";
import { createStreamBusyFault } from "../model/faults";
import { deliveryStreamName, deliveryStreamType, kinesisSource, s3Destination, tags } from "../model/fields";
import { checkRoles } from "./roles";
import type { StoredStream } from "../model/stored-stream";
import { tagMap } from "./tags";

/** Several destinations in one request are refused before any of them is checked (FH-007). */
const hasSeveral = (request: object): boolean =>
  Object.entries(request).filter(([name, value]) => name.endsWith("DestinationConfiguration") && value !== undefined)
    .length > 1;

const createDeliveryStreamMembers = {
  DeliveryStreamName: required(deliveryStreamName),
  DeliveryStreamType: optional(deliveryStreamType),
  DirectPutSourceConfiguration: refused(),
  KinesisStreamSourceConfiguration: optional(kinesisSource),
  DeliveryStreamEncryptionConfigurationInput: optional(encryptionConfigurationInput),
  S3DestinationConfiguration: optional(s3Destination),
  ExtendedS3DestinationConfiguration: optional(extendedS3Destination),
  RedshiftDestinationConfiguration: refused(hasSeveral),
  ElasticsearchDestinationConfiguration: refused(hasSeveral),
  AmazonopensearchserviceDestinationConfiguration: refused(hasSeveral),
  SplunkDestinationConfiguration: refused(hasSeveral),
  HttpEndpointDestinationConfiguration: refused(hasSeveral),
  Tags: optional(tags),
  AmazonOpenSearchServerlessDestinationConfiguration: refused(hasSeveral),
  MSKSourceConfiguration: refused(),
  SnowflakeDestinationConfiguration: refused(hasSeveral),
  IcebergDestinationConfiguration: refused(hasSeveral),
  DatabaseSourceConfiguration: refused(),
} satisfies Members<sdk.CreateDeliveryStreamInput>;

type Request = CheckedInput<typeof createDeliveryStreamMembers>;

/** The maximum number of streams of an account in a region (FH-010). */
const MAX_STREAMS = 5_000;

const STREAM_KEY = createStoredNote(STREAM_ENCRYPTION);

export const createDeliveryStream = operationWithNotes(OBJECT_KEY, STREAM_KEY)(
  CreateDeliveryStream$,
  createDeliveryStreamMembers,
  async (cloud, request, call): Promise<sdk.CreateDeliveryStreamOutput> => {
    const { firehose, account } = cloud;
    const name = request.DeliveryStreamName;
    const destination = getDestination(request);
    reportObjectKey(call, destination);
    const source = resolveSource(request);
    const encryption = resolveEncryption(cloud, request, source);
    if (encryption.isEncrypted) call.addNote(STREAM_KEY);
    checkDestination(destination, firehose.checkContext());
    await checkTogether(destination, firehose.checkContext());
    if (firehose.find(name) !== undefined) throw faults.createStreamExistsFault(name, account);
    if (firehose.list().length >= MAX_STREAMS) throw faults.createTooManyStreamsFault(MAX_STREAMS);
    checkRoles({ iam: cloud.iam, account, caller: call.caller.arn }, destination, source);
    const intake = createEmptyLog(source === undefined ? [] : findLatestPositions(cloud, source.arn));
    firehose.create({
      name,
      destination: addDefaultHints(destination),
      ...encryption,
      tags: tagMap(request.Tags ?? []),
      intake,
      ...(source === undefined ? {} : { source }),
    });
    return { DeliveryStreamARN: getArn(cloud, name) };
  },
);

function getDestination(request: Request): DestinationInput {
  const destination = request.ExtendedS3DestinationConfiguration ?? request.S3DestinationConfiguration;
  if (destination === undefined || hasSeveral(request)) throw faults.createOneDestinationOnlyFault();
  return destination;
}

/** A Direct PUT stream's source configuration is ignored, as measured on AWS (FH-030). */
function resolveSource({
  DeliveryStreamType: type = "DirectPut",
  KinesisStreamSourceConfiguration: source,
}: Request): StoredStream["source"] {
  if (type === "DirectPut") return undefined;
  if (type !== "KinesisStreamAsSource") throw faults.createValueNotEmulatedFault("DeliveryStreamType", type);
  if (source === undefined) throw faults.createKinesisSourceNeededFault();
  return { arn: source.KinesisStreamARN, roleArn: source.RoleARN };
}

function resolveEncryption(
  cloud: Services,
  { DeliveryStreamEncryptionConfigurationInput: encryption }: Request,
  source: StoredStream["source"],
): Pick<StoredStream, "isEncrypted" | "encryptionKey"> {
  if (encryption === undefined) return { isEncrypted: false };
  if (source !== undefined) throw faults.createEncryptionOnlyForDirectPutFault();
  return { isEncrypted: true, encryptionKey: requireKey(cloud, encryption) };
}

/** Reading begins with records that arrive from now on (FH-103). */
function findLatestPositions({ firehose, account }: Services, arn: string): StoredStream["intake"]["sourcePositions"] {
  const source = firehose.ports.sourceOf(arn);
  if (source === undefined) throw faults.createSourceStreamNotFoundFault(arn.slice(arn.indexOf("/") + 1), account);
  return source.getLatest();
}

const describeDeliveryStreamMembers = {
  DeliveryStreamName: required(deliveryStreamName),
  // A stream has one destination, so neither member changes the answer.
  Limit: optional(integer({ min: 1, max: 10_000 })),
  ExclusiveStartDestinationId: optional(string({ length: { min: 1, max: 100 } })),
} satisfies Members<sdk.DescribeDeliveryStreamInput>;

export const describeDeliveryStream = operation(
  DescribeDeliveryStream$,
  describeDeliveryStreamMembers,
  (cloud, { DeliveryStreamName: name }): Reply<sdk.DescribeDeliveryStreamOutput> => {
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
  sdk.DeliveryStreamDescription,
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

const listDeliveryStreamsMembers = {
  Limit: optional(integer({ min: 1, max: 10_000 })),
  DeliveryStreamType: optional(deliveryStreamType),
  ExclusiveStartDeliveryStreamName: optional(deliveryStreamName),
} satisfies Members<sdk.ListDeliveryStreamsInput>;

export const listDeliveryStreams = operation(
  ListDeliveryStreams$,
  listDeliveryStreamsMembers,
  ({ firehose }, request): Reply<sdk.ListDeliveryStreamsOutput> => {
    const { Limit = 10, DeliveryStreamType: type, ExclusiveStartDeliveryStreamName: start = "" } = request;
    const names = firehose
      .list()
      .filter(
        ({ source }) => type === undefined || type === (source === undefined ? "DirectPut" : "KinesisStreamAsSource"),
      )
      .map(({ name }) => name)
      .filter((name) => name > start);
    return { DeliveryStreamNames: names.slice(0, Limit), HasMoreDeliveryStreams: names.length > Limit };
  },
);

const deleteDeliveryStreamMembers = {
  DeliveryStreamName: required(deliveryStreamName),
  // On AWS the deletion continues although the KMS grant cannot be retired; the lab cloud has no grants.
  AllowForceDelete: optional(boolean()),
} satisfies Members<sdk.DeleteDeliveryStreamInput>;

export const deleteDeliveryStream = operation(
  DeleteDeliveryStream$,
  deleteDeliveryStreamMembers,
  ({ firehose, account }, { DeliveryStreamName: name }): Reply<sdk.DeleteDeliveryStreamOutput> => {
    const { status } = firehose.requireStream(name);
    if (status === "CREATING") throw createStreamBusyFault(name, account, status);
    if (status !== "DELETING") firehose.delete(name);
    return {};
  },
);
