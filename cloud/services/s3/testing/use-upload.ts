import type {
  CompletedPart,
  CompleteMultipartUploadCommandInput,
  CreateMultipartUploadCommandInput,
  UploadPartCommandInput,
} from "@aws-sdk/client-s3";
import type { TestCloud } from "../../../testing/use-cloud";
import type { TestBucket } from "./use-bucket";

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
