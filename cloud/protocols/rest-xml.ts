import { XmlCodec } from "@aws-sdk/core/protocols";
import { NormalizedSchema } from "@smithy/core/schema";
import { AwsFault } from "../core/faults";
import type { Protocol } from "./protocol";
import { requestTarget } from "./request-target";
import { readRestInput, type HeaderValues } from "./rest-input";
import { writeRestOutput } from "./rest-output";
import { createRestRouter, type RequestTarget, type RoutedRequest } from "./rest-route";
import { escapeXml } from "./xml-text";
import type { HttpRequest } from "../core/http";

/** The signature of a presigned URL: `X-Amz-Signature` of Version 4, `Signature` of Version 2. */
const SIGNATURE = "Signature=";
/** The headers about a request's checksum. */
const CHECKSUM = /^x-amz-(?:sdk-)?checksum-/;
/** Headers, other than AWS's own, that presigners move into the query. */
const CONDITION = /^if-(?:none-)?match$|^if-(?:un)?modified-since$/;

/**
 * The headers of a request whose URL is presigned: headers in the URL count as if they had been sent, and a sent header
 * takes precedence. Measured on AWS for `If-Match` by LocalStack (tests/aws/services/s3/test_s3.py,
 * test_pre_signed_url_if_match). A checksum in the URL is ignored, as by S3: the JavaScript SDK puts the checksum of an
 * empty body there.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function getPresignedHeaders({
  query,
  headers,
}: Pick<HttpRequest, "query" | "headers">): HttpRequest["headers"] {
  if (!query.includes(SIGNATURE)) return headers;
  const inUrl: Record<string, string> = {};
  for (const [sent, value] of new URLSearchParams(query)) {
    const name = sent.toLowerCase();
    if (CONDITION.test(name) || (name.startsWith("x-amz-") && !CHECKSUM.test(name))) inUrl[name] = value;
  }
  return { ...inUrl, ...headers };
}

/** The router of one service, made on its first request. */
type Router = (request: RoutedRequest, target: RequestTarget) => string | undefined;

/** S3's additions to the protocol. */
interface RestXmlDialect {
  /** The namespace attribute of an answer's root element. */
  readonly xmlNamespace: string;
  /**
   * The documented values of headers whose values are accepted in upper or lower case; by header name in lower case.
   */
  readonly headerValues: HeaderValues;
  /** The headers of every answer, by the request's id. */
  readonly createHeaders: (requestId: string) => Readonly<Record<"server" | "x-amz-id-2", string>>;
}

/**
 * REST-XML, the protocol of S3: method, path, query and headers hold the input, bodies are XML or the object itself.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html
 */
export function createRestXml({ xmlNamespace, headerValues, createHeaders }: RestXmlDialect): Protocol {
  const codec = new XmlCodec({
    timestampFormat: { useTrait: true, default: 5 },
    httpBindings: true,
    xmlNamespace,
    serviceNamespace: "",
  });
  let router: Router | undefined;
  return {
    family: "s3",
    isClaiming: () => true,
    async open(request, service, readBody) {
      router ??= createRestRouter(
        Object.values(service.operations).flatMap(({ schema }) => (schema === undefined ? [] : [schema])),
      );
      const target = requestTarget(request);
      const headers = getPresignedHeaders(request);
      return {
        operation: router({ method: request.method, query: request.query, headers }, target),
        body: undefined,
        async readInput(schema) {
          return catchMalformed(() =>
            readRestInput(NormalizedSchema.of(schema[4]), {
              request,
              headers,
              headerValues,
              target,
              codec,
              readBody,
            }),
          );
        },
      };
    },
    reply: (output, context) => writeRestOutput(output, context, { codec, createHeaders }),
    createFaultReply(fault, { requestId, isHead }) {
      const always = createHeaders(requestId);
      return {
        status: fault.status,
        headers: {
          ...always,
          ...(isHead ? {} : { "content-type": "application/xml" }),
          "x-amz-request-id": requestId,
          ...fault.headers,
        },
        // An answer to HEAD has no body: SDKs see only the status.
        ...(isHead ? {} : { body: formatErrorBody(fault, requestId, always["x-amz-id-2"]) }),
      };
    },
  };
}

function formatErrorBody(fault: AwsFault, requestId: string, hostId: string): string {
  const members = {
    Code: fault.code,
    Message: fault.message,
    ...fault.members,
    RequestId: requestId,
    HostId: hostId,
  };
  const elements = Object.entries(members).map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${elements.join("")}</Error>`;
}

async function catchMalformed<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof AwsFault) throw error;
    throw new AwsFault(
      "MalformedXML",
      "The XML you provided was not well-formed or did not validate against our published schema",
    );
  }
}
