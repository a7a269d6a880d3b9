/** The error of a refused call, with the service's own message. */
export class AwsError extends Error {
  constructor(code: string, message: string) {
    super(message);
    this.name = code;
  }
}

/** By service: its signing name, the prefix of `X-Amz-Target`, and the version of its JSON protocol. */
const TARGETS = {
  athena: { signing: "athena", target: "AmazonAthena", version: "1.1" },
  cloudwatch: { signing: "monitoring", target: "GraniteServiceVersion20100801", version: "1.0" },
  firehose: { signing: "firehose", target: "Firehose_20150804", version: "1.1" },
  flink: { signing: "kinesisanalytics", target: "KinesisAnalytics_20180523", version: "1.1" },
  glue: { signing: "glue", target: "AWSGlue", version: "1.1" },
  kinesis: { signing: "kinesis", target: "Kinesis_20131202", version: "1.1" },
  logs: { signing: "logs", target: "Logs_20140328", version: "1.1" },
  sqs: { signing: "sqs", target: "AmazonSQS", version: "1.0" },
} as const;

export type JsonService = keyof typeof TARGETS;

/**
 * An AWS request before it is signed. All go through the cloud's gateway, `POST /console/aws`, which signs
 * them.
 */
interface WireRequest {
  readonly service: string;
  /** `GET /bucket?list-type=2` */
  readonly request: string;
  readonly contentType?: string;
  /** `x-amz-…` and `range`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends an AWS request. @returns the answer, refused or not */
export const send = ({ service, request, contentType, headers, body }: WireRequest): Promise<Response> =>
  fetch("aws", {
    method: "POST",
    headers: {
      ...headers,
      "content-type": "application/json",
      "x-lab-console": "1",
      "x-lab-service": service,
      "x-lab-request": request,
      ...(contentType === undefined ? {} : { "x-lab-content-type": contentType }),
    },
    ...(body === undefined ? {} : { body }),
  });

/**
 * Calls an operation of a service with AWS's JSON protocols: blobs are base64, times are seconds since the epoch.
 *
 * @throws AwsError
 */
export async function callAws<Output>(service: JsonService, operation: string, input: object = {}): Promise<Output> {
  const { signing, target, version } = TARGETS[service];
  const response = await send({
    service: signing,
    request: "POST /",
    contentType: `application/x-amz-json-${version}`,
    headers: { "x-amz-target": `${target}.${operation}` },
    body: JSON.stringify(input),
  });
  return readAnswer<Output>(response);
}

/** Calls an operation of a REST service whose answer is JSON: Lambda. @throws AwsError */
export const callRest = async <Output>(service: string, request: string): Promise<Output> =>
  readAnswer<Output>(await send({ service, request, contentType: "application/json" }));

/** Calls the lab cloud's own endpoints (`/_lab/…`). @throws AwsError */
export const callLab = async <Output>(
  path: string,
  body?: object,
  method: "POST" | "DELETE" = "POST",
): Promise<Output> =>
  readAnswer<Output>(
    await (body === undefined
      ? fetch(`lab/${path}`)
      : fetch(`lab/${path}`, {
          method,
          headers: { "content-type": "application/json", "x-lab-console": "1" },
          body: JSON.stringify(body),
        })),
  );

/** The value of an answer in JSON. @throws AwsError if the call was refused */
export async function readAnswer<Output>(response: Response): Promise<Output> {
  const text = await response.text();
  // The border: answers have the shape that AWS documents.
  const answer = (text === "" ? {} : parseText(text)) as Output & {
    __type?: string;
    message?: string;
    Message?: string;
  };
  if (response.ok) return answer;
  const code =
    answer.__type?.split("#").at(-1) ?? response.headers.get("x-amzn-errortype") ?? `HTTP ${response.status}`;
  throw new AwsError(code, answer.message ?? answer.Message ?? text);
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { message: text };
  }
}
