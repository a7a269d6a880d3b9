import type { ListTagsForDeliveryStreamCommandInput, Tag } from "@aws-sdk/client-firehose";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { createDeliveryTools } from "../testing/glue-tables";

describe("Firehose tags", () => {
  const cloud = useCloud();
  const { create } = createDeliveryTools(cloud);
  const tag = (...Tags: Tag[]): Promise<object> => cloud.firehose.tagDeliveryStream({ DeliveryStreamName: "s", Tags });
  const list = async (request: Partial<ListTagsForDeliveryStreamCommandInput> = {}): Promise<object> => {
    const { Tags, HasMoreTags } = await cloud.firehose.listTagsForDeliveryStream({
      DeliveryStreamName: "s",
      ...request,
    });
    return { Tags, HasMoreTags };
  };
  beforeEach(() => create("s", {}, { Tags: [{ Key: "b", Value: "2" }] }));

  it("are listed by key, while tagging and untagging return nothing (FH-032)", async () => {
    expect(await tag({ Key: "a" }, { Key: "b", Value: "3" })).to.have.all.keys("$metadata");
    expect(await list()).to.deep.equal({
      Tags: [
        { Key: "a", Value: "" },
        { Key: "b", Value: "3" },
      ],
      HasMoreTags: false,
    });
    await cloud.firehose.untagDeliveryStream({ DeliveryStreamName: "s", TagKeys: ["a", "none"] });
    expect(await list()).to.deep.equal({ Tags: [{ Key: "b", Value: "3" }], HasMoreTags: false });
  });
  it("are listed in pages", async () => {
    await tag({ Key: "a", Value: "1" }, { Key: "c", Value: "3" });
    expect(await list({ Limit: 2 })).to.deep.equal({
      Tags: [
        { Key: "a", Value: "1" },
        { Key: "b", Value: "2" },
      ],
      HasMoreTags: true,
    });
    expect(await list({ Limit: 2, ExclusiveStartTagKey: "b" })).to.deep.equal({
      Tags: [{ Key: "c", Value: "3" }],
      HasMoreTags: false,
    });
  });
  it("are limited to 50, and can't begin with aws:", async () => {
    await tag(...Array.from({ length: 49 }, (_, n) => ({ Key: `k${n}`, Value: "" })));
    expect(await catchFault(tag({ Key: "one more" }))).to.include({ name: "LimitExceededException" });
    expect(await catchFault(tag({ Key: "aws:x" }))).to.include({ name: "ValidationException" });
  });
});
