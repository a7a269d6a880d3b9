import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { useEmptyFolder } from "../../../testing/temporary-folder";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { BUCKET_ARN, createDeliveryTools, ROLE } from "../testing/glue-tables";

describe("Firehose DeleteDeliveryStream", () => {
  const data = useEmptyFolder();
  const cloud = useCloud({ data });
  const { create, put } = createDeliveryTools(cloud);
  const remove = (): Promise<unknown> => cloud.firehose.deleteDeliveryStream({ DeliveryStreamName: "s" });
  const readStatus = async (): Promise<string | undefined> =>
    (await cloud.firehose.describeDeliveryStream({ DeliveryStreamName: "s" })).DeliveryStreamDescription
      ?.DeliveryStreamStatus;
  const listFolders = (): string[] => {
    const folder = join(data, "services", "firehose");
    return existsSync(folder)
      ? readdirSync(folder, { withFileTypes: true })
          .filter((entry) => entry.isDirectory())
          .map(({ name }) => name)
      : [];
  };

  it("shows DELETING for a second, accepts a repeated call, and leaves nothing (FH-015)", async () => {
    await create("s");
    await put("s", "x");
    expect(listFolders()).to.have.lengthOf(1);
    await remove();
    expect(await readStatus()).to.equal("DELETING");
    await remove();
    await cloud.advance(1);
    expect(await catchFault(readStatus())).to.include({ name: "ResourceNotFoundException" });
    expect(listFolders()).to.deep.equal([]);
  });
  it("rejects a stream that is being created (FH-015)", async () => {
    await cloud.firehose.createDeliveryStream({
      DeliveryStreamName: "s",
      S3DestinationConfiguration: { RoleARN: ROLE, BucketARN: BUCKET_ARN },
    });
    expect(await catchFault(remove())).to.include({ name: "ResourceInUseException" });
  });
  it("finishes at the next start if the cloud stops meanwhile", async () => {
    await create("s");
    await put("s", "x");
    await remove();
    await cloud.restart();
    await cloud.advance(1);
    expect(await catchFault(readStatus())).to.include({ name: "ResourceNotFoundException" });
    expect(listFolders()).to.deep.equal([]);
  });
  it("rejects an unknown stream, and records for a stream that isn't ACTIVE (FH-006, FH-013)", async () => {
    expect(await catchFault(remove())).to.include({ name: "ResourceNotFoundException" });
    await create("s");
    await remove();
    expect(
      await catchFault(cloud.firehose.putRecord({ DeliveryStreamName: "s", Record: { Data: Buffer.from("x") } })),
    ).to.include({ name: "ResourceNotFoundException" });
  });
});
