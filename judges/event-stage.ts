import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { Firehose } from "@aws-sdk/client-firehose";
import { IAM } from "@aws-sdk/client-iam";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { Scheduler } from "@aws-sdk/client-scheduler";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { zipSync } from "fflate";
import { createClients } from "../bench/clients";
import type { JudgedCloud } from "./judge";

/** The ARN of a role that every service may assume. */
export const formatRole = (account: string): string => `arn:aws:iam::${account}:role/judged`;
const TRUST =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}';
const MARK = "EVENT ";
/** A function that logs its event, and answers Firehose. */
const CODE = `exports.handler = async (event) => {
  console.log("${MARK}" + JSON.stringify(event));
  return { records: (event.records ?? []).map(({ recordId, data }) => ({ recordId, result: "Ok", data })) };
};`;
/** How often the log is read, each time 30 seconds of the cloud's clock later. */
const READS = 20;
const CLASSES = {
  ...{ cloudFormation: CloudFormation, cloudWatch: CloudWatch, firehose: Firehose, iam: IAM, kinesis: Kinesis },
  ...{ lambda: Lambda, logs: CloudWatchLogs, s3: S3, scheduler: Scheduler, sns: SNS, sqs: SQS },
};

export type EventStage = Awaited<ReturnType<typeof createEventStage>>;

/** A cloud's clients, and what the cases share: a role, without which some clouds accept no function, and functions. */
export async function createEventStage(cloud: JudgedCloud) {
  const { account, clock } = cloud;
  const clients = createClients(CLASSES, cloud);
  const { iam, kinesis, lambda, logs } = clients;
  await iam.createRole({ RoleName: "judged", AssumeRolePolicyDocument: TRUST });
  const role = formatRole(account);
  return {
    ...clients,
    ...{ account, clock, role },

    /** Creates a function that logs its events, which a service may invoke. @returns its ARN */
    async createFunction(FunctionName: string, service: string): Promise<string> {
      const ZipFile = zipSync({ "index.js": Buffer.from(CODE) });
      const settings = { Runtime: "nodejs24.x", Role: role, Handler: "index.handler", Code: { ZipFile } } as const;
      const { FunctionArn = "" } = await lambda.createFunction({ FunctionName, ...settings });
      await clock.advance(10);
      const Principal = `${service}.amazonaws.com`;
      await lambda.addPermission({ FunctionName, StatementId: "judge", Action: "lambda:InvokeFunction", Principal });
      return FunctionArn;
    },

    async createStream(StreamName: string): Promise<string> {
      await kinesis.createStream({ StreamName, ShardCount: 1 });
      await clock.advance(5);
      const { StreamDescriptionSummary } = await kinesis.describeStreamSummary({ StreamName });
      return StreamDescriptionSummary?.StreamARN ?? "";
    },

    /** @returns the first event that a function has logged @throws Error if there is none after ten minutes of the cloud's clock */
    async readEvent(FunctionName: string): Promise<unknown> {
      for (let read = 0; read < READS; read += 1) {
        await clock.advance(30);
        const request = { logGroupName: `/aws/lambda/${FunctionName}`, filterPattern: MARK.trim() };
        const { events = [] } = await logs.filterLogEvents(request).catch(() => ({ events: [] }));
        const text = events[0]?.message;
        if (text !== undefined) return JSON.parse(text.slice(text.indexOf(MARK) + MARK.length));
      }
      throw new Error("the function got no event");
    },
  };
}
