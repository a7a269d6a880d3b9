import type { LayerVersionsListItem, PublishLayerVersionResponse } from "@aws-sdk/client-lambda";
import { offsetTime } from "../../../core/offset-time";
import type { Lab } from "../../lab";
import { layerArn, layerVersionArn } from "./layer-name";
import type { StoredLayerVersion } from "./stored-layer";

/** A version of a layer as lists contain it. */
export const listedLayerVersion = (
  lab: Lab,
  name: string,
  { version, description, createdAt, license, runtimes, architectures }: StoredLayerVersion,
): LayerVersionsListItem => ({
  LayerVersionArn: layerVersionArn(lab, name, version),
  Version: version,
  Description: description,
  CreatedDate: offsetTime(createdAt),
  ...(architectures === undefined ? {} : { CompatibleArchitectures: [...architectures] }),
  ...(runtimes === undefined ? {} : { CompatibleRuntimes: [...runtimes] }),
  ...(license === undefined ? {} : { LicenseInfo: license }),
});

/** A version of a layer with its content. @param endpoint the cloud's address, as the caller used it */
export const describeLayerVersion = (
  lab: Lab,
  endpoint: string,
  { name, found }: { readonly name: string; readonly found: StoredLayerVersion },
): PublishLayerVersionResponse => ({
  ...listedLayerVersion(lab, name, found),
  LayerArn: layerArn(lab, name),
  Content: {
    Location: `${endpoint}/_lab/lambda/code?${lab.lambda.codeLinks.query({ layer: name, version: String(found.version) })}`,
    CodeSha256: found.code.sha256,
    CodeSize: found.code.size,
  },
});
