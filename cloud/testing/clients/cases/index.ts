import type { Case } from "../case";
import { cloudwatchCases } from "./cloudwatch";
import { identityCases } from "./identity";
import { kinesisCases } from "./kinesis";
import { logsCases } from "./logs";
import { s3Cases } from "./s3";
import { sqsCases } from "./sqs";

/** The cases of each service, in the order of the calls. */
export const scenarios: Readonly<Record<string, readonly Case[]>> = {
  kinesis: kinesisCases,
  sqs: sqsCases,
  s3: s3Cases,
  logs: logsCases,
  cloudwatch: cloudwatchCases,
  "iam and sts": identityCases,
};
