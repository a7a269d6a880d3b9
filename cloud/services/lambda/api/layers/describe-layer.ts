import type { LayerVersionsListItem, PublishLayerVersionResponse } from "@aws-sdk/client-lambda";
import { formatOffsetTime } from "../../../../core/offset-time";
import type { Services } from "../../../framework/services";
import { formatLayerArn, formatLayerVersionArn } from "../../model/layers/layer-name";
import type { StoredLayerVersion } from "../../model/layers/stored-layer";

/** A version of a layer as lists contain it. */
export const describeListedVersion = (
  services: Services,
  name: string,
  { version, description, createdAt, license, runtimes, architectures }: StoredLayerVersion,
): LayerVersionsListItem => ({
  LayerVersionArn: formatLayerVersionArn(services, name, version),
  Version: version,
  Description: description,
  CreatedDate: formatOffsetTime(createdAt),
  ...(architectures === undefined ? {} : { CompatibleArchitectures: [...architectures] }),
  ...(runtimes === undefined ? {} : { CompatibleRuntimes: [...runtimes] }),
  ...(license === undefined ? {} : { LicenseInfo: license }),
});

/** A version of a layer with its content. @param endpoint the cloud's address, as the caller used it */
export const describeLayerVersion = (
  services: Services,
  endpoint: string,
  { name, found }: { readonly name: string; readonly found: StoredLayerVersion },
): PublishLayerVersionResponse => ({
  ...describeListedVersion(services, name, found),
  LayerArn: formatLayerArn(services, name),
  Content: {
    Location: `${endpoint}/_lab/lambda/code?${services.lambda.codeLinks.query({ layer: name, version: String(found.version) })}`,
    CodeSha256: found.code.sha256,
    CodeSize: found.code.size,
  },
});
