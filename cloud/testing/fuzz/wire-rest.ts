/** A request without mutations. `values` are encoded in the protocol's own format. */
export interface Sample {
  readonly protocol: "json" | "cbor" | "rpc" | "query" | "rest";
  readonly method: string;
  /** The path and query of the URL. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The values of the body; the bytes of a REST request are sent as they are. */
  readonly values: unknown;
}

/** An Authorization header in the right format; a cloud that takes any keys does not verify its signature. */
export const createSigned = (service: string): string =>
  `AWS4-HMAC-SHA256 Credential=any/20300101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=00`;

const createRest =
  (service: string) =>
  (line: `${string} ${string}`, body = "", headers: Readonly<Record<string, string>> = {}): Sample => {
    const [method = "", target = ""] = line.split(" ");
    return {
      protocol: "rest",
      method,
      target,
      headers: { authorization: createSigned(service), ...headers },
      values: body,
    };
  };

const s3 = createRest("s3");
const lambda = createRest("lambda");
const ROLE = "arn:aws:iam::000000000000:role/r";
const FORM =
  '--b\r\nContent-Disposition: form-data; name="key"\r\n\r\nk\r\n--b\r\nContent-Disposition: form-data; name="policy"\r\n\r\neyJleHBpcmF0aW9uIjoiMjk5OS0wMS0wMVQwMDowMDowMFoiLCJjb25kaXRpb25zIjpbWyJzdGFydHMtd2l0aCIsIiRrZXkiLCIiXV19\r\n--b\r\nContent-Disposition: form-data; name="AWSAccessKeyId"\r\n\r\nany\r\n--b\r\nContent-Disposition: form-data; name="signature"\r\n\r\nx\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\nbody\r\n--b--\r\n';
const CHUNKED = "4;chunk-signature=00\r\nabcd\r\n0;chunk-signature=00\r\n\r\n";
const TRAILER = "4\r\nabcd\r\n0\r\nx-amz-checksum-crc32:7YLNEQ==\r\n\r\n";

/** Requests of REST-XML and REST-JSON. */
export const REST: readonly Sample[] = [
  s3("PUT /trips"),
  s3("PUT /trips/a%20b?x-id=PutObject", "body", {
    "content-type": "text/csv",
    "x-amz-meta-a": "b",
    "x-amz-checksum-crc32": "4cK2CQ==",
  }),
  s3("PUT /trips/chunked", CHUNKED, {
    "x-amz-content-sha256": "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
    "x-amz-decoded-content-length": "4",
    "content-encoding": "aws-chunked",
  }),
  s3("PUT /trips/trailer", TRAILER, {
    "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
    "x-amz-decoded-content-length": "4",
    "content-encoding": "aws-chunked",
    "x-amz-trailer": "x-amz-checksum-crc32",
  }),
  s3("GET /trips/a%20b?response-content-type=a%2Fb", "", { range: "bytes=1-2" }),
  s3("HEAD /trips/a%20b", "", { "if-none-match": '"x"' }),
  s3("GET /trips?list-type=2&prefix=a&delimiter=%2F&max-keys=5&encoding-type=url"),
  s3("GET /trips?uploads&key-marker=a&prefix=b"),
  s3("POST /trips/m?uploads"),
  s3("PUT /trips/m?partNumber=1&uploadId=x", "part"),
  s3(
    "POST /trips/m?uploadId=x",
    "<CompleteMultipartUpload><Part><ETag>x</ETag><PartNumber>1</PartNumber></Part></CompleteMultipartUpload>",
  ),
  s3("PUT /trips/copy", "", { "x-amz-copy-source": "/trips/a%20b", "x-amz-metadata-directive": "REPLACE" }),
  s3("POST /trips?delete", "<Delete><Object><Key>a</Key></Object><Quiet>true</Quiet></Delete>"),
  s3("PUT /trips?tagging", "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>"),
  s3("GET /trips/a%20b?attributes", "", { "x-amz-object-attributes": "ETag,ObjectSize" }),
  {
    ...s3("POST /trips", FORM, { "content-type": "multipart/form-data; boundary=b" }),
    headers: { "content-type": "multipart/form-data; boundary=b" },
  },
  s3("PUT /trips?versioning", "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"),
  s3("GET /trips?versions&key-marker=a&version-id-marker=x&max-keys=3"),
  s3("DELETE /trips/a%20b?versionId=x"),
  s3(
    "PUT /trips?notification",
    "<NotificationConfiguration><QueueConfiguration><Queue>arn:aws:sqs:us-east-1:000000000000:q</Queue><Event>s3:ObjectCreated:*</Event></QueueConfiguration></NotificationConfiguration>",
  ),
  s3("PUT /trips?policy", '{"Version":"2012-10-17","Statement":[]}'),
  s3(
    "PUT /trips?cors",
    "<CORSConfiguration><CORSRule><AllowedMethod>GET</AllowedMethod></CORSRule></CORSConfiguration>",
  ),
  lambda("GET /2015-03-31/functions?MaxItems=5&Marker=x"),
  lambda(
    "POST /2015-03-31/functions",
    `{"FunctionName":"f","Runtime":"nodejs20.x","Role":"${ROLE}","Handler":"i.h","Code":{"ZipFile":"UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA=="}}`,
    { "content-type": "application/json" },
  ),
  lambda("POST /2015-03-31/functions/f/invocations", '{"a":1}', { "x-amz-invocation-type": "RequestResponse" }),
  lambda(
    "POST /2015-03-31/event-source-mappings",
    '{"EventSourceArn":"arn:aws:sqs:us-east-1:000000000000:q","FunctionName":"f","BatchSize":1}',
  ),
];
