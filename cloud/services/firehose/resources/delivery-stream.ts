import { CreateDeliveryStream$ } from "@aws-sdk/client-firehose";
import { createApiField, tagChanges, tagList } from "../../cloudformation/model/properties/api-shape";
import { maybe, createRefusedField, createTextShape } from "../../cloudformation/model/properties/shape";
import type { ResourceContext } from "../../cloudformation/resources/resource-context";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { isSameJson, type Json, type JsonObject } from "../../cloudformation/model/properties/json";
import { DESTINATION_ID, updateDestination } from "../api/update-destination";
import { firehose } from "../service";
import { createDeliveryStream, deleteDeliveryStream, describeDeliveryStream } from "../api/delivery-streams";
import { tagDeliveryStream, untagDeliveryStream } from "../api/tags";

const DESTINATIONS = ["ExtendedS3Destination", "S3Destination"] as const;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kinesisfirehose-deliverystream.html */
export const deliveryStream = defineResourceType({
  type: "AWS::KinesisFirehose::DeliveryStream",
  properties: {
    DeliveryStreamName: maybe(createTextShape()),
    DeliveryStreamType: maybe(createTextShape()),
    KinesisStreamSourceConfiguration: createApiField<JsonObject>(
      CreateDeliveryStream$,
      "KinesisStreamSourceConfiguration",
    ),
    DeliveryStreamEncryptionConfigurationInput: createApiField<JsonObject>(
      CreateDeliveryStream$,
      "DeliveryStreamEncryptionConfigurationInput",
    ),
    ExtendedS3DestinationConfiguration: createApiField<JsonObject>(
      CreateDeliveryStream$,
      "ExtendedS3DestinationConfiguration",
    ),
    S3DestinationConfiguration: createApiField<JsonObject>(CreateDeliveryStream$, "S3DestinationConfiguration"),
    Tags: maybe(tagList()),
    AmazonOpenSearchServerlessDestinationConfiguration: createRefusedField(),
    AmazonopensearchserviceDestinationConfiguration: createRefusedField(),
    DatabaseSourceConfiguration: createRefusedField(),
    DirectPutSourceConfiguration: createRefusedField(),
    ElasticsearchDestinationConfiguration: createRefusedField(),
    HttpEndpointDestinationConfiguration: createRefusedField(),
    IcebergDestinationConfiguration: createRefusedField(),
    MSKSourceConfiguration: createRefusedField(),
    RedshiftDestinationConfiguration: createRefusedField(),
    SnowflakeDestinationConfiguration: createRefusedField(),
    SplunkDestinationConfiguration: createRefusedField(),
  },
  replacement: [
    "DeliveryStreamName",
    "DeliveryStreamType",
    "KinesisStreamSourceConfiguration",
    "DeliveryStreamEncryptionConfigurationInput",
  ],
  named: "DeliveryStreamName",
  attributes: ["Arn"],
  async create(context, { DeliveryStreamName = context.generatedName, Tags = [], ...properties }) {
    await context.call(firehose, createDeliveryStream, {
      ...properties,
      DeliveryStreamName,
      ...(Tags.length === 0 ? {} : { Tags }),
    });
    return DeliveryStreamName;
  },
  async settle(context, { id: DeliveryStreamName }) {
    const status = getStatus(context, DeliveryStreamName);
    // Somebody has deleted the stream meanwhile: the call is refused, which fails the resource.
    if (status === undefined) await context.call(firehose, describeDeliveryStream, { DeliveryStreamName });
    return status === "ACTIVE";
  },
  async update(context, { id: DeliveryStreamName, properties: before }, desired) {
    for (const destination of DESTINATIONS) {
      const is = desired[`${destination}Configuration`];
      if (is !== undefined && !isSameJson(is, before[`${destination}Configuration`]))
        await changeDestination(context, { DeliveryStreamName, member: `${destination}Update`, to: is });
    }
    const { set, removed } = tagChanges(before.Tags ?? [], desired.Tags ?? []);
    if (set.length > 0) await context.call(firehose, tagDeliveryStream, { DeliveryStreamName, Tags: set });
    if (removed.length > 0) await context.call(firehose, untagDeliveryStream, { DeliveryStreamName, TagKeys: removed });
  },
  async remove(context, { id: DeliveryStreamName }) {
    await context.call(firehose, deleteDeliveryStream, { DeliveryStreamName });
  },
  isGone: (context, { id }) => getStatus(context, id) === undefined,
  describe: ({ cloud }, { id }) => ({ Arn: cloud.createArn("firehose", `deliverystream/${id}`) }),
});

const getStatus = ({ cloud }: ResourceContext, name: string): string | undefined => cloud.firehose.find(name)?.status;

/** Updates the destination: of all members, only S3BackupConfiguration has another name in an update. */
async function changeDestination(
  context: ResourceContext,
  {
    DeliveryStreamName,
    member,
    to,
  }: { readonly DeliveryStreamName: string; readonly member: string; readonly to: JsonObject },
): Promise<void> {
  const renamed: Record<string, Json> = Object.fromEntries(
    Object.entries(to).map(([key, value]) => [key === "S3BackupConfiguration" ? "S3BackupUpdate" : key, value]),
  );
  const { version } = context.cloud.firehose.requireStream(DeliveryStreamName);
  await context.call(firehose, updateDestination, {
    DeliveryStreamName,
    CurrentDeliveryStreamVersionId: String(version),
    DestinationId: DESTINATION_ID,
    [member]: renamed,
  });
}
