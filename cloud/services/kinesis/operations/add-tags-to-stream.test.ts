import {
  AddTagsToStreamCommand,
  ListTagsForResourceCommand,
  ListTagsForStreamCommand,
  RemoveTagsFromStreamCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { faultOf, useCloud } from "../../../testing/use-cloud";
import { STREAM, streamsOf } from "../testing/streams";

const ResourceARN = "arn:aws:kinesis:us-east-1:000000000000:stream/trips";

describe("kinesis tags", () => {
  const cloud = useCloud();
  const streams = streamsOf(cloud);
  beforeEach(() => streams.make(STREAM, 1));
  const add = (Tags: Record<string, string>) =>
    cloud.kinesis.send(new AddTagsToStreamCommand({ StreamName: STREAM, Tags }));

  it("are added, replaced, listed by page and removed, by name and by ARN", async () => {
    await add({ b: "2", a: "1" });
    await cloud.kinesis.send(new TagResourceCommand({ ResourceARN, Tags: { a: "one", c: "3" } }));
    const { Tags, HasMoreTags } = await cloud.kinesis.send(
      new ListTagsForStreamCommand({ StreamName: STREAM, Limit: 2 }),
    );
    expect(Tags).to.deep.equal([
      { Key: "a", Value: "one" },
      { Key: "b", Value: "2" },
    ]);
    expect(HasMoreTags).to.equal(true);
    const rest = await cloud.kinesis.send(
      new ListTagsForStreamCommand({ StreamName: STREAM, ExclusiveStartTagKey: "b" }),
    );
    expect(rest).to.deep.include({ Tags: [{ Key: "c", Value: "3" }], HasMoreTags: false });
    await cloud.kinesis.send(new RemoveTagsFromStreamCommand({ StreamName: STREAM, TagKeys: ["a", "none"] }));
    await cloud.kinesis.send(new UntagResourceCommand({ ResourceARN, TagKeys: ["b"] }));
    expect((await cloud.kinesis.send(new ListTagsForResourceCommand({ ResourceARN }))).Tags).to.deep.equal([
      { Key: "c", Value: "3" },
    ]);
  });

  it("are at most 50", async () => {
    await add(Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, "v"])));
    expect((await faultOf(add({ more: "v" }))).name).to.equal("InvalidArgumentException");
    await add({ k0: "other" });
  });
});
