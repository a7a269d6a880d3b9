import { UpdateDestination$, type UpdateDestinationInput, type UpdateDestinationOutput } from "@aws-sdk/client-firehose";
import { optional, refused, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { string } from "../../../core/rules";
import { operation } from "../../operation";
import { checkDestination } from "../destination/check";
import { DESTINATION_ID } from "../destination/describe";
import { mergedDestination } from "../destination/merge";
import { extendedS3Update, s3Update } from "../destination/update-fields";
import * as faults from "../faults";
import { deliveryStreamName } from "../fields";
import { checkRoles } from "../roles";

const members = {
  DeliveryStreamName: required(deliveryStreamName),
  CurrentDeliveryStreamVersionId: required(string({ length: { min: 1, max: 50 }, pattern: "[0-9]+" })),
  DestinationId: required(string({ length: { min: 1, max: 100 }, pattern: "[a-zA-Z0-9-]+" })),
  S3DestinationUpdate: optional(s3Update),
  ExtendedS3DestinationUpdate: optional(extendedS3Update),
  RedshiftDestinationUpdate: refused(),
  ElasticsearchDestinationUpdate: refused(),
  AmazonopensearchserviceDestinationUpdate: refused(),
  SplunkDestinationUpdate: refused(),
  HttpEndpointDestinationUpdate: refused(),
  AmazonOpenSearchServerlessDestinationUpdate: refused(),
  SnowflakeDestinationUpdate: refused(),
  IcebergDestinationUpdate: refused(),
} satisfies Members<UpdateDestinationInput>;

export const updateDestination = operation(UpdateDestination$, members, (cloud, request): Reply<UpdateDestinationOutput> => {
  const { firehose } = cloud;
  const { S3DestinationUpdate: plain, ExtendedS3DestinationUpdate: extended, CurrentDeliveryStreamVersionId: version } = request;
  const stored = firehose.stream(request.DeliveryStreamName);
  if (stored.status !== "ACTIVE") throw faults.streamIsBusy(stored.name, cloud.account, stored.status);
  const update = extended ?? plain;
  if (update === undefined || (plain !== undefined && extended !== undefined)) throw faults.oneDestinationOnly();
  if (BigInt(version) !== BigInt(stored.version)) throw faults.versionIsOld(stored.name, stored.version, version);
  if (request.DestinationId !== DESTINATION_ID) throw faults.destinationNotFound(request.DestinationId);
  const destination = mergedDestination(stored.destination, update);
  checkDestination(destination, { now: cloud.now(), random: firehose.random });
  checkRoles(cloud.iam, destination);
  firehose.change(stored.name, { destination, version: stored.version + 1, updatedAt: cloud.now() });
  return {};
});
