import type { Item, StageContext } from "./stage";
import { getSequenceNumber } from "./kpl-records";

/** The payload of a function's call, and the ids under which the function must return the records. */
interface TransformEvent {
  readonly payload: string;
  /** One for each item, in their order. */
  readonly ids: readonly string[];
}

/**
 * The event that Firehose sends to a transformation.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-kinesisfirehose.html
 */
export function transformEvent(
  items: readonly Item[],
  { identity, sourceArn, core: { region }, random }: StageContext,
): TransformEvent {
  const ids = createRecordIds(items);
  const event = {
    invocationId: random.drawUuid(),
    ...(sourceArn === undefined ? {} : { sourceKinesisStreamArn: sourceArn }),
    deliveryStreamArn: identity.arn,
    region,
    records: items.map((item, index) => ({
      recordId: ids[index],
      approximateArrivalTimestamp: item.arrivedAt,
      data: Buffer.from(item.data.buffer, item.data.byteOffset, item.data.byteLength).toString("base64"),
      ...(item.origin && {
        kinesisRecordMetadata: {
          sequenceNumber: item.origin.sequenceNumber,
          subsequenceNumber: 0,
          partitionKey: item.origin.partitionKey,
          shardId: item.origin.shardId,
          approximateArrivalTimestamp: item.arrivedAt,
        },
      }),
    })),
  };
  return { payload: JSON.stringify(event), ids };
}

const SEQUENCE_DIGITS = 56;

/** 56 digits of a sequence number, then 6 digits that differ between the parts of a split record. */
function createRecordIds(items: readonly Item[]): readonly string[] {
  let part = 0;
  return items.map((item, index) => {
    part = items[index - 1]?.position === item.position ? part + 1 : 0;
    return `${getSequenceNumber(item).padStart(SEQUENCE_DIGITS, "0")}${String(part).padStart(6, "0")}`;
  });
}
