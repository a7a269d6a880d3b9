import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { startCloud, type Resources } from "./index";

/** A delivery stream that looks for records each second of cloud time. */
const PIPELINE: Resources = {
  roles: [
    {
      RoleName: "delivery",
      AssumeRolePolicyDocument: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "firehose.amazonaws.com" }, Action: "sts:AssumeRole" }],
      },
    },
  ],
  buckets: [{ Bucket: "trips" }],
  streams: [{ StreamName: "trips", ShardCount: 1 }],
  deliveryStreams: [
    {
      DeliveryStreamName: "trips",
      DeliveryStreamType: "KinesisStreamAsSource",
      KinesisStreamSourceConfiguration: {
        KinesisStreamARN: "arn:aws:kinesis:us-east-1:000000000000:stream/trips",
        RoleARN: "arn:aws:iam::000000000000:role/delivery",
      },
      ExtendedS3DestinationConfiguration: {
        BucketARN: "arn:aws:s3:::trips",
        RoleARN: "arn:aws:iam::000000000000:role/delivery",
      },
    },
  ],
};

describe("a cloud that is stopped while its clock advances", () => {
  for (const retained of [true, false]) {
    it(`writes nothing afterward, so that its folder can be deleted${retained ? ", and continues later from the same time" : "; its own temporary folder is"}`, async () => {
      const data = retained ? mkdtempSync(join(tmpdir(), "labs-test-")) : undefined;
      const logged: string[] = [];
      const options = { port: 0, speed: 0, seed: 1, log: (line: string) => logged.push(line) };
      const startAt = "2030-01-01T00:00:00Z";
      const cloud = await startCloud({ ...options, startAt, resources: PIPELINE, ...(data ? { data } : {}) });
      // Hours of cloud time, with work in each second.
      const moving = cloud.clock.advance(100_000);
      await cloud.stop();
      const stoppedAt = cloud.clock.now();
      expect(stoppedAt).to.be.lessThan(Date.parse(startAt) + 100_000_000);
      if (data) {
        const again = await startCloud({ ...options, startAt, data });
        expect(again.clock.now()).to.equal(stoppedAt);
        const movingAgain = again.clock.advance(100_000);
        await again.stop();
        rmSync(data, { recursive: true });
        await movingAgain;
      }
      await moving;
      await cloud.clock.advance(1);
      expect(logged).to.deep.equal([]);
    });
  }
});
