import * as fields from "../model/fields";
import {
  GetLayerVersion$,
  ListLayerVersions$,
  PublishLayerVersion$,
  DeleteLayerVersion$,
  type GetLayerVersionRequest,
  type GetLayerVersionResponse,
  type ListLayerVersionsRequest,
  type ListLayerVersionsResponse,
  type LayerVersionContentInput,
  type PublishLayerVersionRequest,
  type PublishLayerVersionResponse,
  type DeleteLayerVersionRequest,
} from "@aws-sdk/client-lambda";
import { required, optional, refused, structure, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../framework/operation";
import { listNames } from "../model/code/unzip";
import { createExtensionsNotRunFault, createLayerVersionTooLowFault } from "../model/faults";
import { fetchCode } from "./functions/code-input";
import { describeLayerVersion, describeListedVersion, isMatching } from "./layers/describe-layer";
import { listPage } from "./page";
import { parseLayerName } from "../model/layers/layers";

const layerVersionMembers = {
  LayerName: required(fields.layerName),
  VersionNumber: required(fields.layerVersion),
} satisfies Members<GetLayerVersionRequest> & Members<DeleteLayerVersionRequest>;

export const getLayerVersion = operation(
  GetLayerVersion$,
  layerVersionMembers,
  (cloud, request, call): Reply<GetLayerVersionResponse> => {
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
} satisfies Members<ListLayerVersionsRequest>;

/** Lists the latest version first; an empty list for a missing layer, as on AWS. */
export const listLayerVersions = operation(
  ListLayerVersions$,
  listLayerVersionsMembers,
  (cloud, request): Reply<ListLayerVersionsResponse> => {
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
} satisfies Members<LayerVersionContentInput>);

const publishLayerVersionMembers = {
  LayerName: required(fields.layerName),
  Description: optional(fields.description),
  Content: required(content),
  CompatibleArchitectures: optional(fields.compatibleArchitectures),
  CompatibleRuntimes: optional(fields.compatibleRuntimes),
  LicenseInfo: optional(fields.license),
} satisfies Members<PublishLayerVersionRequest>;

/** Each call makes a new version, even of the same content. */
export const publishLayerVersion = operation(
  PublishLayerVersion$,
  publishLayerVersionMembers,
  async (cloud, request, call): Promise<PublishLayerVersionResponse> => {
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

/** Functions that have the version keep it. Deleting a missing version is no error. */
export const deleteLayerVersion = operation(
  DeleteLayerVersion$,
  layerVersionMembers,
  (cloud, request): Reply<object> => {
    if (request.VersionNumber < 1) throw createLayerVersionTooLowFault();
    cloud.lambda.layers.remove(parseLayerName(cloud, request.LayerName).name, request.VersionNumber);
    return {};
  },
);
