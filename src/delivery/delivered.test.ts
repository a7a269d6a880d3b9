import { S3 } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { createS3Bucket } from "../aws/create-s3-bucket";
import { captureOutput } from "../testing/capture-output";
import { catchFailure } from "../testing/catch-failure";
import { useLabCloud } from "../testing/use-lab-cloud";
import { listDeliveredObjects } from "./list-delivered-objects";
import { readDeliveredRecords } from "./read-delivered-records";

describe("delivered objects", () => {
  const lab = useLabCloud();
  captureOutput();
  const deliver = async (Bucket: string, Key: string, Body: string) => {
    await new S3({}).putObject({ Bucket, Key, Body });
    await lab.cloud.clock.advance(1);
  };

  it("are listed oldest first, and their records are read in that order", async () => {
    await createS3Bucket({ bucketName: "delivered", region: "us-east-1" });
    await deliver("delivered", "firehose/2030/01/01/00/z", '{"n":1}{"n":2}');
    await deliver("delivered", "firehose/2030/01/01/00/a", '{"n":3}');
    await deliver("delivered", "errors/x", "not a record");
    expect(await listDeliveredObjects({ bucketName: "delivered" })).to.deep.equal([
      { key: "firehose/2030/01/01/00/z", bytes: 14, deliveredAt: new Date("2030-01-01T00:00:00Z") },
      { key: "firehose/2030/01/01/00/a", bytes: 7, deliveredAt: new Date("2030-01-01T00:00:01Z") },
    ]);
    expect(await readDeliveredRecords({ bucketName: "delivered" })).to.deep.equal([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });
  it("may be empty", async () => {
    await createS3Bucket({ bucketName: "empty", region: "us-east-1" });
    expect(await readDeliveredRecords({ bucketName: "empty" })).to.deep.equal([]);
  });
  for (const [title, body, says] of [
    ["something else", '{"a":1}oops', "JSON, from character 8"],
    ["a value that is not an object", '{"a":1}[2]', "a JSON object: [2]"],
  ] as const) {
    it(`are reported with their key if they contain ${title}`, async () => {
      const bucketName = `broken-${says.length}`;
      await createS3Bucket({ bucketName, region: "us-east-1" });
      await deliver(bucketName, "firehose/broken", body);
      expect(await catchFailure(readDeliveredRecords({ bucketName })))
        .to.contain("firehose/broken: This is not ")
        .and.contain(says);
    });
  }
  it("can't be listed in a bucket that doesn't exist", async () => {
    expect(await catchFailure(listDeliveredObjects({ bucketName: "none" }))).to.equal(
      "The specified bucket does not exist",
    );
  });
});
