import { expect } from "chai";
import { useCloud } from "../testing/use-cloud";
import { services } from "./index";

const MIB = 1024 * 1024;
/** The largest body that each service reads, in bytes. */
const LARGEST: Readonly<Record<string, number>> = {
  kinesis: 16 * MIB,
  firehose: 8 * MIB,
  lambda: 70_167_211,
  sqs: 8 * MIB,
  s3: 4 * MIB,
  cloudwatch: MIB,
  logs: 8 * MIB,
  glue: 16 * MIB,
  athena: 2 * MIB,
  iam: MIB,
  sts: MIB,
  cloudformation: MIB,
  ec2: MIB,
  kinesisanalyticsv2: 8 * MIB,
  ssm: MIB,
  ecr: MIB,
  kms: MIB,
  sns: MIB,
  scheduler: MIB,
};
/** Where the path names the operation: one that has a body. */
const PATHS: Readonly<Record<string, string>> = {
  lambda: "/2015-03-31/functions",
  s3: "/bucket?delete",
  scheduler: "/schedules/s",
};

describe("the maximum size of a request body", () => {
  const cloud = useCloud({}, "suite");
  for (const { name, signingName, target } of services)
    it(`appears in the message if a request to ${name} isn't valid gzip`, async () => {
      const scope = `a/20300101/us-east-1/${signingName}/aws4_request`;
      const response = await fetch(`${cloud.running.endpoint}${PATHS[name] ?? "/"}`, {
        method: "POST",
        body: "x",
        headers: {
          authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
          "content-type": target === undefined ? "application/x-www-form-urlencoded" : "application/x-amz-json-1.1",
          "content-encoding": "gzip",
          ...(target === undefined ? {} : { "x-amz-target": `${target}.Any` }),
        },
      });
      expect(await response.text()).to.include(`not gzip, or exceeds ${LARGEST[name]} bytes`);
    });
});
