import { cbor, CborCodec } from "@smithy/core/cbor";
import { compileCborWriter, type CborWriter } from "./cbor-writer";
import { decodeBody, requireShallow } from "./bodies";
import { createMessage, queryErrorHeader, type Protocol, type ReplyContext } from "./protocol";
import { getInput, getOutput } from "./json-schema";

const codec = new CborCodec();
const PATH = /^\/service\/([^/]+)\/operation\/([^/]+)$/;

/**
 * Smithy RPC v2 CBOR: the operation in the path. The first protocol in CloudWatch's API model (SVC-023); boto3 1.44
 * still chooses JSON.
 *
 * @param doubles the members of answers whose numbers are doubles, which are floats even if they are whole
 * @see https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
 */
export function createRpcV2Cbor(doubles: ReadonlySet<string> = new Set()): Protocol {
  const writers = new Map<unknown, CborWriter>();
  const createHeaders = ({ requestId, reply }: ReplyContext): Record<string, string> => ({
    "content-type": "application/cbor",
    "smithy-protocol": "rpc-v2-cbor",
    "x-amzn-requestid": requestId,
    ...reply.headers,
  });
  return {
    family: "json",
    isClaiming: (request) => request.headers["smithy-protocol"] === "rpc-v2-cbor",
    async open(request, _service, readBody) {
      const body = await readBody();
      return {
        operation: parseRpcOperation(request.path)?.operation,
        body,
        readInput: (schema) =>
          decodeBody(() => {
            const isEmpty = getInput(schema).isUnitSchema() || body.byteLength === 0;
            return isEmpty
              ? {}
              : requireShallow(codec.createDeserializer().read(getInput(schema), body), body.byteLength);
          }),
      };
    },
    reply(output, context) {
      const { schema, reply } = context;
      const status = reply.status ?? 200;
      if (schema === undefined || getOutput(schema).isUnitSchema()) {
        const { "content-type": _none, ...headers } = createHeaders(context);
        return { status, headers };
      }
      const write = writers.get(schema) ?? compileCborWriter(getOutput(schema), doubles);
      writers.set(schema, write);
      return { status, headers: createHeaders(context), body: write(output ?? {}) };
    },
    createFaultReply: (fault, context) => ({
      status: fault.status,
      headers: { ...createHeaders(context), ...queryErrorHeader(fault), ...fault.headers },
      body: cbor.serialize({ __type: fault.code, ...createMessage(fault), ...fault.members }),
    }),
  };
}

/** The service and operation that an rpc-v2 path names. */
export function parseRpcOperation(path: string): { readonly service: string; readonly operation: string } | undefined {
  const [, service, operation] = PATH.exec(path) ?? [];
  return service === undefined || operation === undefined ? undefined : { service, operation };
}
