import type { Services } from "../../../framework/services";
import { createRevisionDiffersFault, createNoSuchLayerVersionFault } from "../../model/faults";
import { formatLayerVersionArn, parseLayerName, type NamedLayer } from "../../model/layers/layer-name";
import type { StoredLayerVersion } from "../../model/layers/stored-layer";

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
