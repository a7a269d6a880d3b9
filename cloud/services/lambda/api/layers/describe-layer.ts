import type { LayerVersionsListItem, PublishLayerVersionResponse, ListLayersRequest } from "@aws-sdk/client-lambda";
import type { Services } from "../../../framework/services";
import { formatOffsetTime } from "../../../../core/cloud-time";
import {
  createRevisionDiffersFault,
  createNoSuchLayerVersionFault,
  createCodeWithLayersTooLargeFault,
  createLayerMissingFault,
  createLayersTooLargeFault,
  createLayerVersionsMixedFault,
  createTooManyLayersFault,
} from "../../model/faults";
import { listNames, MAX_UNZIPPED_BYTES } from "../../model/code/layered-code";
import type { StoredCode, UsedLayer } from "../../model/stored-function";
import {
  type StoredLayerVersion,
  formatLayerArn,
  formatLayerVersionArn,
  parseLayerName,
  type NamedLayer,
} from "../../model/layers/layers";

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

/** Whether a version matches the filter of a listing. A version that names no runtimes (or no architectures) does not match a filter by runtime (or architecture). */
export const isMatching = (
  { runtimes = [], architectures = [] }: StoredLayerVersion,
  { CompatibleRuntime: runtime, CompatibleArchitecture: architecture }: ListLayersRequest,
): boolean =>
  (runtime === undefined || runtimes.includes(runtime)) &&
  (architecture === undefined || architectures.includes(architecture));

/** The version whose policy a request is about. */
interface PolicyTarget extends NamedLayer {
  readonly arn: string;
  readonly found: StoredLayerVersion;
}

/** @throws AwsFault ResourceNotFoundException */
export function requirePolicyVersion(
  services: Services,
  { LayerName, VersionNumber }: { readonly LayerName: string; readonly VersionNumber: number },
): PolicyTarget {
  const named = parseLayerName(services, LayerName);
  const arn = formatLayerVersionArn(services, named.name, VersionNumber);
  const found = services.lambda.layers.find(named.name, VersionNumber);
  if (found === undefined) throw createNoSuchLayerVersionFault(arn);
  return { ...named, arn, found };
}

/** @throws AwsFault PreconditionFailedException */
export function checkLayerRevision({ policy }: StoredLayerVersion, revision: string | undefined): void {
  if (revision !== undefined && revision !== policy?.revisionId) throw createRevisionDiffersFault("GetLayerPolicy");
}

const MAX_LAYERS = 5;

/**
 * The versions of layers that a request gives a function, in its order.
 *
 * @param arns texts that match the rule `layers`
 * @returns undefined if there are none
 * @throws AwsFault InvalidParameterValueException; NotImplemented for a layer of another account
 */
export function resolveLayers(services: Services, arns: readonly string[] = []): readonly UsedLayer[] | undefined {
  if (arns.length === 0) return undefined;
  if (arns.length > MAX_LAYERS) throw createTooManyLayersFault(MAX_LAYERS);
  const used = new Map<string, UsedLayer>();
  for (const arn of arns) {
    const { name, version = 0 } = parseLayerName(services, arn);
    const found = services.lambda.layers.find(name, version);
    if (found === undefined) throw createLayerMissingFault(arn);
    const before = used.get(name);
    if (before !== undefined) throw createLayerVersionsMixedFault(before.arn, arn);
    used.set(name, { arn: formatLayerVersionArn(services, name, version), code: found.code });
  }
  return [...used.values()];
}

/** @throws AwsFault InvalidParameterValueException if a function's code and its layers, unzipped, are together too large */
export function checkSizes(
  { lambda: { code: store } }: Services,
  code: StoredCode,
  layers: readonly UsedLayer[] | undefined,
): void {
  if (layers === undefined || layers.length === 0) return;
  const countBytes = (code: StoredCode): number => listNames(store.zip(code)).bytes;
  const layerBytes = layers.reduce((sum, layer) => sum + countBytes(layer.code), 0);
  if (layerBytes > MAX_UNZIPPED_BYTES) throw createLayersTooLargeFault(MAX_UNZIPPED_BYTES);
  const together = layerBytes + countBytes(code);
  if (together > MAX_UNZIPPED_BYTES) throw createCodeWithLayersTooLargeFault(MAX_UNZIPPED_BYTES, together);
}
