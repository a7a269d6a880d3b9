import { AwsFault } from "../../../../core/faults";
import type { Services } from "../../../framework/services";
import { S3ForServices } from "../../../s3/model/ports";
import { MAX_ZIP_BYTES } from "../../model/code/code-store";
import { MAX_UNZIPPED_BYTES } from "../../model/code/layered-code";
import {
  createCodeObjectDeniedFault,
  createCodeObjectFault,
  createNoCodeFault,
  createUnzippedTooLargeFault,
  createZipTooLargeFault,
} from "../../model/faults";
import type { StoredCode } from "../../model/stored-function";

/** The members of a request that name a function's code. */
interface CodeInput {
  readonly ZipFile?: Uint8Array | undefined;
  readonly S3Bucket?: string | undefined;
  readonly S3Key?: string | undefined;
}

/**
 * Fetches the code that a request names.
 *
 * @throws AwsFault InvalidParameterValueException if the request names none, the code cannot be read, or it is no
 * deployment package
 */
export async function fetchCode(services: Services, { ZipFile, S3Bucket, S3Key }: CodeInput): Promise<StoredCode> {
  if (ZipFile !== undefined && ZipFile.byteLength > MAX_ZIP_BYTES) throw createZipTooLargeFault(MAX_ZIP_BYTES);
  if (ZipFile !== undefined) return services.lambda.code.add(ZipFile);
  if (S3Bucket === undefined || S3Key === undefined) throw createNoCodeFault();
  return services.lambda.code.add(await readObjectBytes(services, S3Bucket, S3Key));
}

async function readObjectBytes(services: Services, bucket: string, key: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const piece of new S3ForServices(services, services.s3).readObject(bucket, key)) {
      bytes += piece.byteLength;
      if (bytes > MAX_UNZIPPED_BYTES) throw createUnzippedTooLargeFault(MAX_UNZIPPED_BYTES);
      pieces.push(piece);
    }
  } catch (error) {
    if (error instanceof AwsFault && error.code === "AccessDenied") throw createCodeObjectDeniedFault(bucket, key);
    if (error instanceof AwsFault && error.code.startsWith("NoSuch"))
      throw createCodeObjectFault(error.code, error.message);
    throw error;
  }
  return Buffer.concat(pieces);
}
