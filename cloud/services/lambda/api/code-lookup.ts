import type { Services } from "../../framework/services";
import { createBadLinkFault } from "../model/faults";
import { parseFunctionName } from "../model/function-name";

/**
 * The zip of a version, by the link that GetFunction or GetLayerVersion gives:
 * `GET /_lab/lambda/code?function=f&version=$LATEST&until=…&signature=…`, with `layer=l` for a layer's.
 *
 * @throws AwsFault AccessDenied if the link's signature is wrong, or the link has expired
 */
export function lookUpCode(cloud: Services, query: URLSearchParams): Uint8Array {
  const { functions, layers, code, codeLinks } = cloud.lambda;
  if (!codeLinks.isGood(query)) throw createBadLinkFault();
  const layer = query.get("layer");
  if (layer !== null)
    return code.zip(layers.requireVersion({ name: layer, version: undefined }, Number(query.get("version"))).code);
  const named = parseFunctionName(cloud, query.get("function") ?? "", query.get("version") ?? undefined);
  return code.zip(functions.requireVersion(functions.requireFunction(named), named.qualifier, "described").code);
}
