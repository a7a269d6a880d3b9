import {
  UpdateDestination$,
  type UpdateDestinationInput,
  type UpdateDestinationOutput,
} from "@aws-sdk/client-firehose";
import { optional, refused, required, type CheckedInput, type Members } from "../../../core/members";
import { string } from "../../../core/rules";
import type { Services } from "../../framework/services";
import { operationWithNotes } from "../../framework/operation";
import { checkDestination, checkWithOthers } from "../model/destination/check";
import { DESTINATION_ID } from "./describe-destination";
import { mergeDestination, type DestinationUpdate } from "./merge-destination";
import { extendedS3Update, s3Update } from "../model/destination/update-fields";
import { OBJECT_KEY, reportObjectKey } from "./encryption";
import * as faults from "../model/faults";
import { deliveryStreamName } from "../model/fields";
import { checkRoles } from "./roles";
import type { StoredStream } from "../model/stored-stream";

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

type Request = CheckedInput<typeof members>;

export const updateDestination = operationWithNotes(OBJECT_KEY)(
  UpdateDestination$,
  members,
  async (cloud, request, call): Promise<UpdateDestinationOutput> => {
    const { firehose } = cloud;
    const stored = requireUpdatable(cloud, request);
    const destination = mergeDestination(stored.destination, getUpdate(request));
    reportObjectKey(call, destination);
    checkDestination(destination, firehose.checkContext());
    await checkWithOthers(destination, firehose.checkContext());
    checkRoles({ iam: cloud.iam, account: cloud.account, caller: call.caller.arn }, destination);
    // The version may have changed while the checks ran.
    requireUpdatable(cloud, request);
    firehose.change(stored.name, { destination, version: stored.version + 1, updatedAt: cloud.now() });
    return {};
  },
);

/** The stream, if it can be updated from the version and at the destination that the request names. */
function requireUpdatable(
  { firehose, account }: Services,
  { DeliveryStreamName, CurrentDeliveryStreamVersionId: version, DestinationId }: Request,
): StoredStream {
  const stored = firehose.requireStream(DeliveryStreamName);
  if (stored.status !== "ACTIVE") throw faults.createStreamBusyFault(stored.name, account, stored.status);
  if (BigInt(version) !== BigInt(stored.version))
    throw faults.createVersionIsOldFault(stored.name, stored.version, version);
  if (DestinationId !== DESTINATION_ID) throw faults.createDestinationNotFoundFault(DestinationId);
  return stored;
}

function getUpdate({ S3DestinationUpdate: plain, ExtendedS3DestinationUpdate: extended }: Request): DestinationUpdate {
  const update = extended ?? plain;
  if (update === undefined || (plain !== undefined && extended !== undefined))
    throw faults.createOneDestinationOnlyFault();
  return update;
}
