import { send } from "./aws";
import { readPages, createTokenInput } from "./paging";
import { readXml } from "./xml";

/** The names of all data streams. */
export async function listStreamNames(): Promise<string[]> {
  const all = await readPages<{ StreamNames: string[]; NextToken?: string }>(
    "kinesis",
    "ListStreams",
    createTokenInput({}),
  );
  return all.flatMap(({ StreamNames }) => StreamNames);
}

export async function listDeliveryStreamNames(): Promise<string[]> {
  const all = await readPages<{ DeliveryStreamNames: string[]; HasMoreDeliveryStreams: boolean }>(
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

export async function listBucketNames(): Promise<string[]> {
  const answer = await readXml(await send({ service: "s3", request: "GET /" }));
  return (answer.findChild("Buckets")?.listChildren("Bucket") ?? []).map((bucket) => bucket.getText("Name"));
}
