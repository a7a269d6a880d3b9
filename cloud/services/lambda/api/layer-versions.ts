import * as fields from "../model/fields";
import {
  GetLayerVersion$,
  ListLayerVersions$,
  PublishLayerVersion$,
  DeleteLayerVersion$,
  ListLayers$,
  GetLayerVersionByArn$,
} from "@aws-sdk/client-lambda";
import type * as sdk from "@aws-sdk/client-lambda";
import { required, optional, refused, structure, type Members, type Reply } from "../../../core/members";
import { operation } from "../../framework/operation";
import { listNames } from "../model/code/layered-code";
import { createExtensionsNotRunFault, createLayerVersionTooLowFault } from "../model/faults";
import { fetchCode } from "./functions/code-input";
import { describeLayerVersion, describeListedVersion, isMatching } from "./layers/describe-layer";
import { listPage } from "./page";
import { parseLayerName, formatLayerArn } from "../model/layers/layers";

const listLayersMembers = {
  CompatibleArchitecture: optional(fields.compatibleArchitecture),
  CompatibleRuntime: optional(fields.compatibleRuntime),
  Marker: optional(fields.marker),
  MaxItems: optional(fields.pageOf50),
} satisfies Members<sdk.ListLayersRequest>;

/** Lists each layer with the latest version that matches the filter; layers without one are not listed. */
export const listLayers = operation(ListLayers$, listLayersMembers, (cloud, request): Reply<sdk.ListLayersResponse> => {
  const all = cloud.lambda.layers.listAll().flatMap(({ name, versions }) => {
    const latest = versions.filter((version) => isMatching(version, request)).at(-1);
    return latest === undefined ? [] : [{ name, latest }];
  });
  const { items, ...next } = listPage(all, ({ name }) => name, request);
  return {
    Layers: items.map(({ name, latest }) => ({
      LayerName: name,
      LayerArn: formatLayerArn(cloud, name),
      LatestMatchingVersion: describeListedVersion(cloud, name, latest),
    })),
    ...next,
  };
});

const getLayerVersionByArnMembers = {
  Arn: required(fields.layerVersionArn),
} satisfies Members<sdk.GetLayerVersionByArnRequest>;

export const getLayerVersionByArn = operation(
  GetLayerVersionByArn$,
  getLayerVersionByArnMembers,
  (cloud, request, call): Reply<sdk.GetLayerVersionResponse> => {
    const named = parseLayerName(cloud, request.Arn);
    const found = cloud.lambda.layers.requireVersion(named, named.version ?? 0);
    return describeLayerVersion(cloud, call.endpoint, { name: named.name, found });
  },
);

const layerVersionMembers = {
  LayerName: required(fields.layerName),
  VersionNumber: required(fields.layerVersion),
} satisfies Members<sdk.GetLayerVersionRequest> & Members<sdk.DeleteLayerVersionRequest>;

export const getLayerVersion = operation(
  GetLayerVersion$,
  layerVersionMembers,
  (cloud, request, call): Reply<sdk.GetLayerVersionResponse> => {
    const named = parseLayerName(cloud, request.LayerName);
    const found = cloud.lambda.layers.requireVersion(named, request.VersionNumber);
    return describeLayerVersion(cloud, call.endpoint, { name: named.name, found });
  },
);

const listLayerVersionsMembers = {
  CompatibleArchitecture: optional(fields.compatibleArchitecture),
  CompatibleRuntime: optional(fields.compatibleRuntime),
  LayerName: required(fields.layerName),
  Marker: optional(fields.marker),
  MaxItems: optional(fields.pageOf50),
} satisfies Members<sdk.ListLayerVersionsRequest>;

/** Lists the latest version first; an empty list for a missing layer, as on AWS. */
export const listLayerVersions = operation(
  ListLayerVersions$,
  listLayerVersionsMembers,
  (cloud, request): Reply<sdk.ListLayerVersionsResponse> => {
    const { name } = parseLayerName(cloud, request.LayerName);
    const fitting = cloud.lambda.layers.listVersions(name).filter((version) => isMatching(version, request));
    // Negated, since pages need ascending keys.
    const { items, ...next } = listPage([...fitting].reverse(), ({ version }) => -version, request);
    return { LayerVersions: items.map((version) => describeListedVersion(cloud, name, version)), ...next };
  },
);

const content = structure({
  S3Bucket: optional(fields.bucket),
  S3Key: optional(fields.objectKey),
  S3ObjectVersion: refused(),
  S3ObjectStorageMode: refused(),
  ZipFile: optional(fields.zip),
} satisfies Members<sdk.LayerVersionContentInput>);

const publishLayerVersionMembers = {
  LayerName: required(fields.layerName),
  Description: optional(fields.description),
  Content: required(content),
  CompatibleRuntimes: optional(fields.compatibleRuntimes),
  CompatibleArchitectures: optional(fields.compatibleArchitectures),
  LicenseInfo: optional(fields.license),
} satisfies Members<sdk.PublishLayerVersionRequest>;

/** Each call makes a new version, even of the same content. */
export const publishLayerVersion = operation(
  PublishLayerVersion$,
  publishLayerVersionMembers,
  async (cloud, request, call): Promise<sdk.PublishLayerVersionResponse> => {
    const { layers, code: store } = cloud.lambda;
    const { name } = parseLayerName(cloud, request.LayerName);
    const code = await fetchCode(cloud, request.Content);
    const extension = listNames(store.zip(code)).names.find((file) => /^extensions\/./.test(file));
    if (extension !== undefined) throw createExtensionsNotRunFault(extension);
    const { CompatibleRuntimes: runtimes, CompatibleArchitectures: architectures, LicenseInfo: license } = request;
    const found = layers.publish(name, {
      code,
      description: request.Description ?? "",
      createdAt: cloud.now(),
      ...(license === undefined ? {} : { license }),
      ...(runtimes === undefined ? {} : { runtimes }),
      ...(architectures === undefined ? {} : { architectures }),
    });
    return describeLayerVersion(cloud, call.endpoint, { name, found });
  },
);

/** Functions that have the version keep it. Deleting a missing version isn't an error. */
export const deleteLayerVersion = operation(
  DeleteLayerVersion$,
  layerVersionMembers,
  (cloud, request): Reply<object> => {
    if (request.VersionNumber < 1) throw createLayerVersionTooLowFault();
    cloud.lambda.layers.remove(parseLayerName(cloud, request.LayerName).name, request.VersionNumber);
    return {};
  },
);
