import {
  CreateDeliveryStream$,
  type CreateDeliveryStreamInput,
  type CreateDeliveryStreamOutput,
  type DeliveryStreamEncryptionConfigurationInput,
} from "@aws-sdk/client-firehose";
import { optional, refused, required, structure, type Checked, type Members } from "../../../core/members";
import { oneOf, string } from "../../../core/rules";
import type { Lab } from "../../lab";
import { operation } from "../../operation";
import { arnOf, emptyIntake } from "../delivery-stream";
import { checkDestination, checkWithOthers } from "../destination/check";
import { extendedS3Destination } from "../destination/extended-fields";
import { withStoredHints } from "../destination/settings";
import type { GivenDestination } from "../destination/given";
import * as faults from "../faults";
import { deliveryStreamName, deliveryStreamType, kinesisSource, s3Destination, tags } from "../fields";
import { checkRoles } from "../roles";
import type { StoredStream } from "../stored-stream";
import { tagMap } from "../tags";

const members = {
  DeliveryStreamName: required(deliveryStreamName),
  DeliveryStreamType: optional(deliveryStreamType),
  DirectPutSourceConfiguration: refused(),
  KinesisStreamSourceConfiguration: optional(kinesisSource),
  DeliveryStreamEncryptionConfigurationInput: optional(
    structure({
      KeyARN: optional(string({ length: { min: 1, max: 512 } })),
      KeyType: required(oneOf(["AWS_OWNED_CMK", "CUSTOMER_MANAGED_CMK"])),
    } satisfies Members<DeliveryStreamEncryptionConfigurationInput>),
  ),
  S3DestinationConfiguration: optional(s3Destination),
  ExtendedS3DestinationConfiguration: optional(extendedS3Destination),
  RedshiftDestinationConfiguration: refused(),
  ElasticsearchDestinationConfiguration: refused(),
  AmazonopensearchserviceDestinationConfiguration: refused(),
  SplunkDestinationConfiguration: refused(),
  HttpEndpointDestinationConfiguration: refused(),
  Tags: optional(tags),
  AmazonOpenSearchServerlessDestinationConfiguration: refused(),
  MSKSourceConfiguration: refused(),
  SnowflakeDestinationConfiguration: refused(),
  IcebergDestinationConfiguration: refused(),
  DatabaseSourceConfiguration: refused(),
} satisfies Members<CreateDeliveryStreamInput>;

type Request = Checked<typeof members>;

/** Streams of an account in a region (FH-010). */
const MOST_STREAMS = 5_000;

export const createDeliveryStream = operation(
  CreateDeliveryStream$,
  members,
  async (cloud, request): Promise<CreateDeliveryStreamOutput> => {
    const { firehose, account } = cloud;
    const name = request.DeliveryStreamName;
    const given = destinationOf(request);
    const source = sourceOf(request);
    const isEncrypted = encryptionOf(request, source);
    checkDestination(given, firehose.checkContext());
    await checkWithOthers(given, firehose.checkContext());
    if (firehose.find(name) !== undefined) throw faults.streamExists(name, account);
    if (firehose.list().length >= MOST_STREAMS) throw faults.tooManyStreams(MOST_STREAMS);
    checkRoles(cloud.iam, given, source);
    const intake = emptyIntake(source === undefined ? [] : latestPositions(cloud, source.arn));
    firehose.create({
      name,
      destination: withStoredHints(given),
      isEncrypted,
      tags: tagMap(request.Tags ?? []),
      intake,
      ...(source === undefined ? {} : { source }),
    });
    return { DeliveryStreamARN: arnOf(cloud, name) };
  },
);

function destinationOf({
  S3DestinationConfiguration: plain,
  ExtendedS3DestinationConfiguration: extended,
}: Request): GivenDestination {
  const destination = extended ?? plain;
  if (destination === undefined || (plain !== undefined && extended !== undefined)) throw faults.oneDestinationOnly();
  return destination;
}

/** A Direct PUT stream's source configuration is ignored, as measured on AWS (FH-030). */
function sourceOf({
  DeliveryStreamType: type = "DirectPut",
  KinesisStreamSourceConfiguration: given,
}: Request): StoredStream["source"] {
  if (type === "DirectPut") return undefined;
  if (type !== "KinesisStreamAsSource") throw faults.valueNotEmulated("DeliveryStreamType", type);
  if (given === undefined) throw faults.kinesisSourceNeeded();
  return { arn: given.KinesisStreamARN, roleArn: given.RoleARN };
}

function encryptionOf(
  { DeliveryStreamEncryptionConfigurationInput: given }: Request,
  source: StoredStream["source"],
): boolean {
  if (given === undefined) return false;
  if (source !== undefined) throw faults.encryptionOnlyForDirectPut();
  if (given.KeyType !== "AWS_OWNED_CMK") throw faults.valueNotEmulated("KeyType", given.KeyType);
  return true;
}

/** Reading begins with what arrives from now on (FH-103). */
function latestPositions({ firehose, account }: Lab, arn: string): StoredStream["intake"]["sourcePositions"] {
  const source = firehose.ports.sourceOf(arn);
  if (source === undefined) throw faults.sourceStreamNotFound(arn.slice(arn.indexOf("/") + 1), account);
  return source.latest();
}
