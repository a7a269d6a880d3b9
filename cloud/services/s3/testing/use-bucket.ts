import type { GetObjectCommandInput, PutObjectCommandInput, PutObjectCommandOutput } from "@aws-sdk/client-s3";
import type { TestCloud } from "../../../testing/use-cloud";

/** A bucket that is created before each test. */
export interface TestBucket {
  readonly name: string;
  put(key: string, body: string | Uint8Array, more?: Partial<PutObjectCommandInput>): Promise<PutObjectCommandOutput>;
  /** An object's bytes as text. */
  readText(key: string, more?: Partial<GetObjectCommandInput>): Promise<string>;
}

/** Makes an empty bucket before each test of the suite. */
export function useBucket(cloud: TestCloud, name = "trips"): TestBucket {
  beforeEach(() => cloud.s3.createBucket({ Bucket: name }));
  return {
    name,
    put: (key, body, more) => cloud.s3.putObject({ Bucket: name, Key: key, Body: body, ...more }),
    async readText(key, more) {
      const { Body } = await cloud.s3.getObject({ Bucket: name, Key: key, ...more });
      return (await Body?.transformToString()) ?? "";
    },
  };
}
