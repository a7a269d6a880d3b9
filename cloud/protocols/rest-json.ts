import type { HttpRequest } from "../core/http";
import { createRestJsonReply, createRestJsonHeaders, JSON_TYPE } from "./rest-json-output";
import { readRestJsonInput } from "./rest-json-input";
import { getInput } from "./operation-schema";
import type { Protocol } from "./protocol";
import { createMessage } from "./target";
import { createUriRouter, type MatchedRoute, type RouteSource } from "./uri-route";

/**
 * REST-JSON, the protocol of Lambda: method, path, query and headers hold the input, bodies are JSON or the payload
 * itself.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export function createRestJson(): Protocol {
  let router: ((request: HttpRequest) => MatchedRoute | undefined) | undefined;
  return {
    family: "json",
    isClaiming: () => true,
    async open(request, service, readBody) {
      router ??= createUriRouter(
        Object.values(service.operations).flatMap(({ schema }): RouteSource[] =>
          schema === undefined ? [] : [schema],
        ),
      );
      const routed = router(request);
      const body = await readBody();
      return {
        operation: routed?.name,
        body,
        readInput: (schema) => readRestJsonInput(getInput(schema), { request, body, labels: routed?.labels ?? {} }),
      };
    },
    reply: createRestJsonReply,
    createFaultReply: (fault, context) => ({
      status: fault.status,
      headers: {
        ...createRestJsonHeaders(context),
        "content-type": JSON_TYPE,
        "x-amzn-errortype": fault.code,
        ...fault.headers,
      },
      body: JSON.stringify({ ...("Message" in fault.members ? {} : createMessage(fault)), ...fault.members }),
    }),
  };
}
