import { XmlCodec } from "@aws-sdk/core/protocols";
import type { StaticOperationSchema, StaticStructureSchema } from "@smithy/types";
import { formatJavaDouble } from "../../foundation/columnar/java-number";
import { AwsFault } from "../core/faults";
import { getContentType, decodeBody } from "./bodies";
import type { Protocol, ReplyContext } from "./protocol";
import { readFields } from "./query-tree";
import { escapeXml, formatMembers } from "./xml-text";
import { getInput, getOutput } from "./json-schema";

/**
 * AWS query: a form with `Action` and dotted member names in, XML out. STS, IAM and CloudFormation use it; SQS and
 * CloudWatch still accept it.
 *
 * @param xmlNamespace the service's namespace, an attribute of the root element
 * @param doubles      the members of answers whose numbers are doubles, which AWS writes with a point: `5.0`
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function createAwsQuery(xmlNamespace: string, doubles: ReadonlySet<string> = new Set()): Protocol {
  const inDoubles = new RegExp(`<(${[...doubles].join("|")})>.*?</\\1>`, "gs");
  const codec = new XmlCodec({
    timestampFormat: { useTrait: true, default: 5 },
    httpBindings: false,
    xmlNamespace: "",
    serviceNamespace: "",
  });
  const open = (name: string): string => `<${name} xmlns="${xmlNamespace}">`;
  const createHeaders = ({ requestId, reply }: ReplyContext): Record<string, string> => ({
    "content-type": "text/xml",
    "x-amzn-requestid": requestId,
    ...reply.headers,
  });
  const formatResult = (schema: StaticOperationSchema, output: unknown): string => {
    if (getOutput(schema).isUnitSchema()) return "";
    const serializer = codec.createSerializer();
    serializer.write(createResultSchema(schema), output ?? {});
    const text = String(serializer.flush()).replace(' xmlns=""', "");
    return doubles.size === 0 ? text : text.replace(inDoubles, addPoints);
  };
  return {
    family: "query",
    isClaiming: (request) =>
      getContentType(request) === "application/x-www-form-urlencoded" || parseFields(request.query).has("Action"),
    async open(request, _service, readBody) {
      const body = await readBody();
      const fields = parseFields(body.byteLength > 0 ? body.toString("utf8") : request.query);
      return {
        operation: fields.get("Action") ?? undefined,
        body,
        readInput: (schema) => decodeBody(() => readFields(getInput(schema), fields)),
      };
    },
    reply(output, context) {
      const { schema, requestId } = context;
      const name = schema?.[2] ?? "";
      const inside = schema === undefined ? "" : formatResult(schema, output);
      const body = `${open(`${name}Response`)}${inside}<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${name}Response>`;
      return { status: 200, headers: createHeaders(context), body };
    },
    createFaultReply: (fault, context) => ({
      status: fault.status,
      headers: { ...createHeaders(context), ...fault.headers },
      body: `${open("ErrorResponse")}${formatErrorElement(fault)}<RequestId>${context.requestId}</RequestId></ErrorResponse>`,
    }),
  };
}

/** The numbers of an element, or of those inside it, as doubles. */
const addPoints = (element: string): string =>
  element.replace(/>(-?\d[\d.e+-]*)</g, (_match, number: string) => `>${formatJavaDouble(Number(number))}<`);

const parseFields = (form: string): URLSearchParams => new URLSearchParams(form);

const formatErrorElement = (fault: AwsFault): string =>
  `<Error><Type>${fault.status < 500 ? "Sender" : "Receiver"}</Type><Code>${escapeXml(fault.queryCode ?? fault.code)}</Code>` +
  `${fault.message === "" ? "" : `<Message>${escapeXml(fault.message)}</Message>`}${formatMembers(fault.members)}</Error>`;

const resultSchemas = new WeakMap<StaticOperationSchema, StaticStructureSchema>();

/** The output's schema under the name of its result element: `GetRoleResult` instead of `GetRoleResponse`. */
function createResultSchema(operation: StaticOperationSchema): StaticStructureSchema {
  const known = resultSchemas.get(operation);
  if (known) return known;
  const output = getOutput(operation).getSchema() as StaticStructureSchema;
  const schema: StaticStructureSchema = [3, output[1], `${operation[2]}Result`, 0, output[4], output[5]];
  resultSchemas.set(operation, schema);
  return schema;
}

/**
 * A protocol of a service that once spoke AWS query. The types of its faults have the namespace of their shapes. Its
 * faults have the statuses of AWS query only for clients that ask for these by `x-amzn-query-mode`, as the SDKs do; for
 * others the status is 400.
 *
 * @param namespaceOf the namespace of a fault's shape
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait
 */
export const queryCompatible = (protocol: Protocol, namespaceOf: (code: string) => string): Protocol => ({
  ...protocol,
  createFaultReply(fault, context) {
    const { code, message, queryCode } = fault;
    const isOfQuery = queryCode !== undefined && fault.status < 500 && !context.isQueryMode;
    const status = isOfQuery ? 400 : fault.status;
    return protocol.createFaultReply(
      new AwsFault(`${namespaceOf(code)}#${code}`, message, { ...fault, status }),
      context,
    );
  },
});
