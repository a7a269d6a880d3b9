import type { HttpRequest } from "../core/http";
import type { Service } from "../core/service";
import { parseRpcOperation } from "../protocols/rpc-v2-cbor";
import { findTargetService } from "../protocols/target";
import type { SignatureParts } from "./signature-claim";

/**
 * Chooses the service that a request is for: by its target, its rpc path, the service in its signature, its query
 * version, or a service's own `claims` (S3's plain requests).
 */
export function chooseService<L>(
  services: readonly Service<L>[],
  request: HttpRequest,
  signature: SignatureParts | undefined,
): Service<L> | undefined {
  const target = findTargetService(request) ?? parseRpcOperation(request.path)?.service;
  if (target !== undefined) return services.find((service) => service.target === target);
  if (signature !== undefined) return services.find((service) => service.signingName === signature.service);
  const version = new URLSearchParams(request.query).get("Version");
  if (version !== null) return services.find((service) => service.version === version);
  return services.find((service) => service.isClaiming?.(request));
}
