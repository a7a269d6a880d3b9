import { send } from "./aws";
import { pages, tokenOf } from "./paging";
import { xmlOf } from "./xml";

/** The names of all data streams. */
export async function streamNames(): Promise<string[]> {
  const all = await pages<{ StreamNames: string[]; NextToken?: string }>("kinesis", "ListStreams", tokenOf({}));
  return all.flatMap(({ StreamNames }) => StreamNames);
}

export async function deliveryStreamNames(): Promise<string[]> {
  const all = await pages<{ DeliveryStreamNames: string[]; HasMoreDeliveryStreams: boolean }>(
    "firehose",
    "ListDeliveryStreams",
    (page) =>
      page === undefined
        ? {}
        : page.HasMoreDeliveryStreams
          ? { ExclusiveStartDeliveryStreamName: page.DeliveryStreamNames.at(-1) }
          : undefined,
  );
  return all.flatMap(({ DeliveryStreamNames }) => DeliveryStreamNames);
}

export async function bucketNames(): Promise<string[]> {
  const answer = await xmlOf(await send({ service: "s3", request: "GET /" }));
  return (answer.child("Buckets")?.children("Bucket") ?? []).map((bucket) => bucket.text("Name"));
}
