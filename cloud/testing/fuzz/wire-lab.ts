import type { Sample } from "./wire-rest";

const CONSOLE_PAGE = {
  "content-type": "application/json",
  "x-lab-console": "1",
  "sec-fetch-site": "same-origin",
};

const createLabRequest = (
  line: `${string} ${string}`,
  body = "",
  headers: Readonly<Record<string, string>> = {},
): Sample => {
  const [method = "", target = ""] = line.split(" ");
  return { protocol: "rest", method, target, headers, values: body };
};
const createPageRequest = (request: string, headers: Readonly<Record<string, string>>, body = ""): Sample =>
  createLabRequest("POST /console/aws", body, { ...CONSOLE_PAGE, "x-lab-request": request, ...headers });

/** Requests of the lab's own endpoints and of the console's page. */
export const LAB: readonly Sample[] = [
  createLabRequest("GET /_lab/journal?after=0"),
  createLabRequest("GET /_lab/firehose/buffers?stream=d"),
  createLabRequest("GET /_lab/sqs/messages?queue=q"),
  createLabRequest("GET /_lab/kinesisanalyticsv2/translation?application=sql"),
  createLabRequest("GET /_lab/random-user/api/?results=5&nat=us&seed=x"),
  createLabRequest("GET /_lab/lambda/code?function=f&version=$LATEST&until=9&signature=00"),
  createLabRequest(
    "PUT /_lab/cloudformation/response?token=x",
    '{"Status":"SUCCESS","PhysicalResourceId":"a","Data":{"a":[1]}}',
  ),
  createLabRequest(
    "POST /_lab/faults",
    '{"service":"kinesis","operation":"DescribeLimits","code":"Throttling","times":1}',
    {
      "content-type": "application/json",
    },
  ),
  createLabRequest("DELETE /_lab/faults"),
  createLabRequest("POST /_lab/clock", '{"advanceSeconds":1}', { "content-type": "application/json" }),
  createLabRequest("GET /console/tables"),
  createPageRequest(
    "POST /",
    {
      "x-lab-service": "kinesis",
      "x-lab-content-type": "application/x-amz-json-1.1",
      "x-amz-target": "Kinesis_20131202.ListStreams",
    },
    '{"Limit":5}',
  ),
  createPageRequest("GET /trips?list-type=2&prefix=a", { "x-lab-service": "s3" }),
  createPageRequest("PUT /trips/page", { "x-lab-service": "s3", "x-lab-content-type": "text/html" }, "<b>x</b>"),
];
