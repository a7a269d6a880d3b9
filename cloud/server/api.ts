import type { Core } from "../core/core";
import type { HttpReply, HttpRequest } from "../core/http";
import { Exchange, type ApiParts } from "./exchange";
import { parseSignature } from "./signature-parts";
import { createUnknownService } from "./unknown-requests";
import type { Service } from "../core/service";
import { parseRpcOperation } from "../protocols/rpc-v2-cbor";
import { findTargetService } from "../protocols/target";
import type { SignatureParts } from "./signature-claim";

/**
 * Chooses the service that a request is for: by its target, its rpc path, the service in its signature, its query
 * version, or a service's own `claims` (S3's plain requests).
 */
function chooseService<L>(
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

/**
 * The steps of each request, in order, once it was admitted (`front.ts`) and its service and protocol are known.
 * AWS documents this order nowhere: it shows in which error comes first.
 *
 * 1. The protocol reads as much as it needs to name the operation.
 * 2. The signature is verified, so that a stranger doesn't learn which operations exist.
 * 3. The operation is looked up. One that isn't emulated is refused by name.
 * 4. A GET from a page must not change anything.
 * 5. The protocol reads the members.
 * 6. The journal gets its entry here, so that it shows each of the following refusals.
 * 7. A fault that was planned through `/_lab/faults` strikes.
 * 8. The call is counted against its rate. A call with wrong members counts, too.
 * 9. The members are checked by their rules.
 * 10. The handler of the service answers.
 * 11. What the handler has written becomes as durable as the storage promises.
 * 12. The protocol writes the reply.
 * 13. The journal's entry gets the outcome, and the console's counters what a role has written.
 *
 * A step that refuses the request throws an AwsFault, whose answer is the reply.
 */
const STEPS = [
  "open",
  "verifySignature",
  "findOperation",
  "refuseChangeByGet",
  "readInput",
  "beginJournalEntry",
  "strikePlannedFault",
  "countRate",
  "checkMembers",
  "handle",
  "waitUntilDurable",
  "writeReply",
  "noteAnswer",
] as const satisfies readonly (keyof Exchange<Core>)[];

/** Makes the function that answers AWS requests of all services. */
export function createApi<L extends Core>(
  parts: ApiParts<L>,
): (request: HttpRequest) => HttpReply | Promise<HttpReply> {
  return (request) => {
    const signature = parseSignature(request);
    const service = chooseService(parts.services, request, signature);
    if (service === undefined) return createUnknownService(request, signature?.service, parts.random.drawUuid());
    const protocol = service.protocols.find((protocol) => protocol.isClaiming(request)) ?? service.protocols[0];
    if (protocol === undefined) throw new Error(`${service.name} speaks no protocol`);
    return answer(new Exchange(parts, { request, signature, service, protocol }));
  };
}

async function answer<L extends Core>(exchange: Exchange<L>): Promise<HttpReply> {
  try {
    for (const step of STEPS) {
      const pending = exchange[step]();
      // `await` of a value that is no promise would still cost a turn of the event loop.
      if (pending instanceof Promise) await pending;
    }
    return exchange.finish();
  } catch (error) {
    return exchange.fail(error);
  }
}
