import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { STREAM, createStreams } from "../testing/streams";

const ResourceARN = "arn:aws:kinesis:us-east-1:000000000000:stream/trips";

describe("Kinesis tags", () => {
  const cloud = useCloud();
  const streams = createStreams(cloud);
  beforeEach(() => streams.make(STREAM, 1));
  const add = (Tags: Record<string, string>) => cloud.kinesis.addTagsToStream({ StreamName: STREAM, Tags });

  it("are added, replaced, listed in pages and removed, by name and by ARN", async () => {
    await add({ b: "2", a: "1" });
    await cloud.kinesis.tagResource({ ResourceARN, Tags: { a: "one", c: "3" } });
    const { Tags, HasMoreTags } = await cloud.kinesis.listTagsForStream({ StreamName: STREAM, Limit: 2 });
    expect(Tags).to.deep.equal([
      { Key: "a", Value: "one" },
      { Key: "b", Value: "2" },
    ]);
    expect(HasMoreTags).to.equal(true);
    const rest = await cloud.kinesis.listTagsForStream({ StreamName: STREAM, ExclusiveStartTagKey: "b" });
    expect(rest).to.deep.include({ Tags: [{ Key: "c", Value: "3" }], HasMoreTags: false });
    await cloud.kinesis.removeTagsFromStream({ StreamName: STREAM, TagKeys: ["a", "none"] });
    await cloud.kinesis.untagResource({ ResourceARN, TagKeys: ["b"] });
    expect((await cloud.kinesis.listTagsForResource({ ResourceARN })).Tags).to.deep.equal([{ Key: "c", Value: "3" }]);
  });

  const describeIllegal = (subject: string): string =>
    `Failed to ${subject} stream trips under account 000000000000 because some tags contained illegal characters. The allowed characters are Unicode letters, white-spaces, '_',',','/','=','+','-','@'.`;
  const invalid =
    "Some tags contain invalid characters. Valid characters: Unicode letters, digits, white space, _ . / = + - % @.";

  for (const [text, message] of [
    ["a:b", invalid],
    ["tab\t", invalid],
    ["comma,", invalid],
    ["50 %", describeIllegal("add tags to")],
  ] as const) {
    it(`don't allow ${JSON.stringify(text)} as key or value (KDS-039)`, async () => {
      const name = "InvalidArgumentException";
      expect(await catchFault(add({ [text]: "v" }))).to.include({ name, message });
      expect(await catchFault(add({ k: text }))).to.include({ name, message });
      const remove = cloud.kinesis.removeTagsFromStream({ StreamName: STREAM, TagKeys: [text] });
      const removing = message === invalid ? invalid : describeIllegal("remove tags from");
      expect(await catchFault(remove)).to.include({ name, message: removing });
    });
  }

  it("allow letters of all scripts, digits, blanks and some punctuation (KDS-039)", async () => {
    await add({ "Größe 1 Ωж_./=+-@": "ü 日本" });
  });

  it("are limited to 50 (KDS-040)", async () => {
    await add(Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, "v"])));
    expect(await catchFault(add({ more: "v" }))).to.include({
      name: "InvalidArgumentException",
      message:
        "Failed to add tags to stream trips under account 000000000000 because a given stream cannot have more than 10 tags associated with it.",
    });
    await add({ k0: "other" });
  });
});
