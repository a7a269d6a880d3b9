import type {
  CompletedPart,
  CompleteMultipartUploadCommandInput,
  CreateMultipartUploadCommandInput,
  UploadPartCommandInput,
  GetObjectCommandInput,
  PutObjectCommandInput,
  PutObjectCommandOutput,
} from "@aws-sdk/client-s3";
import type { TestCloud } from "../../../testing/use-cloud";

/** A bucket that is created before each test. */
interface TestBucket {
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

/** The least size of every part but the last. */
export const PART_BYTES = 5 * 1024 ** 2;
/** The key of the uploaded object. */
export const KEY = "big";

/** A part filled with one letter. */
export const createPart = (letter: string, bytes = PART_BYTES): Buffer => Buffer.alloc(bytes, letter);

/** Multipart uploads of the object `big`. */
export function createUploads(cloud: TestCloud, bucket: TestBucket) {
  const target = { Bucket: bucket.name, Key: KEY };
  return {
    async create(input: Partial<CreateMultipartUploadCommandInput> = {}): Promise<string> {
      const { UploadId = "" } = await cloud.s3.createMultipartUpload({ ...target, ...input });
      return UploadId;
    },
    part: (
      UploadId: string,
      PartNumber: number,
      ...[Body, more = {}]: [body: string | Buffer, more?: Partial<UploadPartCommandInput>]
    ) => cloud.s3.uploadPart({ ...target, UploadId, PartNumber, Body, ...more }),
    complete: (
      UploadId: string,
      Parts: CompletedPart[] | undefined,
      more: Partial<CompleteMultipartUploadCommandInput> = {},
    ) =>
      cloud.s3.completeMultipartUpload({
        ...target,
        UploadId,
        ...(Parts === undefined ? {} : { MultipartUpload: { Parts } }),
        ...more,
      }),
  };
}
