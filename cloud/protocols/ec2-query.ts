import { XmlCodec } from "@aws-sdk/core/protocols";
import type { NormalizedSchema } from "@smithy/core/schema";
import type { StaticOperationSchema, StaticStructureSchema } from "@smithy/types";
import type { AwsFault } from "../core/faults";
import { getContentType, decodeBody } from "./bodies";
import type { Protocol, ReplyContext } from "./protocol";
import { readFields, type FieldNames } from "./query-tree";
import { escapeXml, formatMembers } from "./xml-text";
import { getInput, getOutput } from "./json-schema";

const capitalize = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/**
 * In EC2's forms the number of an item directly follows the list's name, and member names begin with a capital letter.
 */
const fieldNames: FieldNames = {
  isFlat: () => true,
  getName(member: NormalizedSchema, name: string) {
    const { ec2QueryName, xmlName } = member.getMergedTraits();
    return typeof ec2QueryName === "string" ? ec2QueryName : capitalize(xmlName ?? name);
  },
};

/**
 * EC2's dialect of AWS query: lists without `member` in the input, XML without a result element in the output, and
 * errors in a form of their own.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html
 */
export function createEc2Query(xmlNamespace: string): Protocol {
  const codec = new XmlCodec({
    timestampFormat: { useTrait: true, default: 5 },
    httpBindings: false,
    xmlNamespace: "",
    serviceNamespace: "",
  });
  const createHeaders = ({ requestId, reply }: ReplyContext): Record<string, string> => ({
    "content-type": "text/xml;charset=UTF-8",
    "x-amzn-requestid": requestId,
    ...reply.headers,
  });
  const formatOutput = (schema: StaticOperationSchema, output: unknown): string => {
    if (getOutput(schema).isUnitSchema()) return "<return>true</return>";
    const serializer = codec.createSerializer();
    serializer.write(createResponseSchema(schema), output ?? {});
    return String(serializer.flush())
      .replace(/^<[^>]*?(?:\/>|>)/, "")
      .replace(/<\/[^<>]*>$/, "");
  };
  return {
    family: "query",
    isClaiming: (request) =>
      getContentType(request) === "application/x-www-form-urlencoded" ||
      new URLSearchParams(request.query).has("Action"),
    async open(request, _service, readBody) {
      const body = await readBody();
      const fields = new URLSearchParams(body.byteLength > 0 ? body.toString("utf8") : request.query);
      return {
        operation: fields.get("Action") ?? undefined,
        body,
        readInput: (schema) => decodeBody(() => readFields(getInput(schema), fields, fieldNames)),
      };
    },
    reply(output, context) {
      const { schema, requestId } = context;
      const name = `${schema?.[2] ?? ""}Response`;
      const inside = schema === undefined ? "" : formatOutput(schema, output);
      return {
        status: 200,
        headers: createHeaders(context),
        body: `<${name} xmlns="${xmlNamespace}"><requestId>${requestId}</requestId>${inside}</${name}>`,
      };
    },
    createFaultReply: (fault, context) => ({
      status: fault.status,
      headers: { ...createHeaders(context), ...fault.headers },
      body: formatErrorDocument(fault, context.requestId),
    }),
  };
}

const formatErrorDocument = (fault: AwsFault, requestId: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>${escapeXml(fault.code)}</Code><Message>${escapeXml(fault.message)}</Message>${formatMembers(fault.members)}</Error></Errors>` +
  `<RequestID>${requestId}</RequestID></Response>`;

/** The output's members under the name of the response element. */
function createResponseSchema(operation: StaticOperationSchema): StaticStructureSchema {
  const output = getOutput(operation).getSchema() as StaticStructureSchema;
  return [3, output[1], `${operation[2]}Response`, 0, output[4], output[5]];
}
