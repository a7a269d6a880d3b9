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
import type { JudgedCloud } from "./judged-cloud";

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

/** A cloud, its clients, and what the cases share. */
export class EventStage {
  readonly kinesis: Kinesis;
  readonly firehose: Firehose;
  readonly sqs: SQS;
  readonly sns: SNS;
  readonly s3: S3;
  readonly logs: CloudWatchLogs;
  readonly cloudWatch: CloudWatch;
  readonly lambda: Lambda;
  readonly scheduler: Scheduler;
  readonly cloudFormation: CloudFormation;
  readonly clock: JudgedCloud["clock"];
  readonly account: string;
  readonly role: string;
  readonly #iam: IAM;

  constructor(cloud: JudgedCloud) {
    const config = { endpoint: cloud.endpoint, region: cloud.region, credentials: cloud.credentials };
    this.clock = cloud.clock;
    this.account = cloud.account;
    this.role = formatRole(cloud.account);
    this.#iam = new IAM(config);
    this.kinesis = new Kinesis(config);
    this.firehose = new Firehose(config);
    this.sqs = new SQS(config);
    this.sns = new SNS(config);
    this.s3 = new S3({ ...config, forcePathStyle: true });
    this.logs = new CloudWatchLogs(config);
    this.cloudWatch = new CloudWatch(config);
    this.lambda = new Lambda(config);
    this.scheduler = new Scheduler(config);
    this.cloudFormation = new CloudFormation(config);
  }

  /** Creates the role, without which some clouds accept no function. */
  async createRole(): Promise<void> {
    await this.#iam.createRole({ RoleName: "judged", AssumeRolePolicyDocument: TRUST });
  }

  /** Creates a function that logs its events, which a service may invoke. @returns its ARN */
  async createFunction(FunctionName: string, Principal: string): Promise<string> {
    const ZipFile = zipSync({ "index.js": Buffer.from(CODE) });
    const settings = { Runtime: "nodejs24.x", Role: this.role, Handler: "index.handler", Code: { ZipFile } } as const;
    const { FunctionArn = "" } = await this.lambda.createFunction({ FunctionName, ...settings });
    await this.clock.advance(10);
    await this.lambda.addPermission({ FunctionName, StatementId: "judge", Action: "lambda:InvokeFunction", Principal });
    return FunctionArn;
  }

  async createStream(StreamName: string): Promise<string> {
    await this.kinesis.createStream({ StreamName, ShardCount: 1 });
    await this.clock.advance(5);
    const { StreamDescriptionSummary } = await this.kinesis.describeStreamSummary({ StreamName });
    return StreamDescriptionSummary?.StreamARN ?? "";
  }

  /** @returns the first event that a function has logged @throws Error if there is none after ten minutes of the cloud's clock */
  async readEvent(FunctionName: string): Promise<unknown> {
    for (let read = 0; read < READS; read += 1) {
      await this.clock.advance(30);
      const request = { logGroupName: `/aws/lambda/${FunctionName}`, filterPattern: MARK.trim() };
      const { events = [] } = await this.logs.filterLogEvents(request).catch(() => ({ events: [] }));
      const text = events[0]?.message;
      if (text !== undefined) return JSON.parse(text.slice(text.indexOf(MARK) + MARK.length));
    }
    throw new Error("the function got no event");
  }
}
