import type { OmittedOperation, Operation } from "../../../core/members";
import type { Services } from "../../framework/services";
import { createInvalidArgumentFault } from "../model/faults";

const HEADER = "x-amz-server-side-encryption";

/**
 * Operations that AWS is known to refuse with this header: reads by its API reference, the others in its words as users
 * quote them (s3tools/s3cmd #146 and #276; ClickHouse/ClickHouse #64570, 2024-05-29; parts:
 * irods/irods_resource_plugin_s3 #1838, 2017-04-26, and aws/aws-sdk-java #1876, 2019-01-11).
 */
const REFUSING = ["CompleteMultipartUpload", "GetObject", "HeadObject", "ListObjects", "ListObjectsV2", "UploadPart"];

/**
 * The same operations; some refuse the header that asks for encryption.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function refuseEncryptionHeader<T extends Readonly<Record<string, Operation<Services> | OmittedOperation>>>(
  operations: T,
): T {
  const entries = Object.entries(operations).map(([name, entry]) => [
    name,
    entry.kind === "operation" && REFUSING.includes(name) ? refuseHeader(entry) : entry,
  ]);
  // The border: the same names, and for each an entry of the same kind.
  return Object.fromEntries(entries) as T;
}

const refuseHeader = (operation: Operation<Services>): Operation<Services> => ({
  ...operation,
  handle(services, input, call) {
    const value = call.http.headers[HEADER];
    if (value !== undefined)
      throw createInvalidArgumentFault(`${HEADER} header is not supported for this operation.`, {
        name: HEADER,
        value,
      });
    return operation.handle(services, input, call);
  },
});
