import { AwsFault } from "../../../core/faults";
import { createInvalidArgumentFault } from "../model/faults";

// Texts from the API reference, the user guide on delete markers, and LocalStack's recordings (tests/aws/services/s3).

export const createInvalidVersionFault = (version: string): AwsFault =>
  createInvalidArgumentFault("Invalid version id specified", { name: "versionId", value: version });

export const createNoSuchVersionError = (key: string, version: string): AwsFault =>
  new AwsFault("NoSuchVersion", "The specified version does not exist.", {
    status: 404,
    members: { Key: key, VersionId: version },
  });

/** A delete marker hides the key's versions. */
export const createHiddenKeyFault = (key: string, marker: string): AwsFault =>
  new AwsFault("NoSuchKey", "The specified key does not exist.", {
    status: 404,
    members: { Key: key },
    headers: { "x-amz-delete-marker": "true", "x-amz-version-id": marker },
  });

/** The requested version is a delete marker, which can only be deleted. @param marker `createdAt` in ms since the epoch */
export const createIsDeleteMarkerFault = ({
  version,
  createdAt,
  method,
}: {
  readonly version: string;
  readonly createdAt: number;
  readonly method: string;
}): AwsFault =>
  new AwsFault("MethodNotAllowed", "The specified method is not allowed against this resource.", {
    status: 405,
    members: { Method: method, ResourceType: "DeleteMarker" },
    headers: {
      allow: "DELETE",
      "last-modified": new Date(createdAt).toUTCString(),
      "x-amz-delete-marker": "true",
      "x-amz-version-id": version,
    },
  });
