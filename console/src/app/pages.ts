import type { FunctionComponent } from "preact";
import { AthenaPage } from "../athena/athena-page";
import { CloudFormationPage } from "../cloudformation/cloudformation-page";
import { CloudWatchPage } from "../cloudwatch/cloudwatch-page";
import { CostPage } from "../cost/cost-page";
import { FaultsPage } from "../faults/faults-page";
import { FirehosePage } from "../firehose/firehose-page";
import { FlinkPage } from "../flink/flink-page";
import { GluePage } from "../glue/glue-page";
import { JournalPage } from "../journal/journal-page";
import { KinesisPage } from "../kinesis/kinesis-page";
import { LambdaPage } from "../lambda/lambda-page";
import { LogsPage } from "../logs/logs-page";
import { OverviewPage } from "../overview/overview-page";
import { S3Page } from "../s3/s3-page";
import { SqsPage } from "../sqs/sqs-page";
import type { Route } from "../route";

/** A page of the console. Each row of the list below is also an entry of the menu. */
interface ConsolePage {
  /** The first part of its address: `#/kinesis/trips`. */
  readonly id: string;
  readonly title: string;
  /** The component; its route is the part of the address after the id. */
  readonly Page: FunctionComponent<{ route: Route }>;
}

export const PAGES: readonly ConsolePage[] = [
  { id: "", title: "Overview", Page: OverviewPage },
  { id: "kinesis", title: "Kinesis", Page: KinesisPage },
  { id: "firehose", title: "Firehose", Page: FirehosePage },
  { id: "s3", title: "S3", Page: S3Page },
  { id: "glue", title: "Glue", Page: GluePage },
  { id: "athena", title: "Athena", Page: AthenaPage },
  { id: "sqs", title: "SQS", Page: SqsPage },
  { id: "lambda", title: "Lambda", Page: LambdaPage },
  { id: "cloudformation", title: "CloudFormation", Page: CloudFormationPage },
  { id: "flink", title: "Flink", Page: FlinkPage },
  { id: "cloudwatch", title: "CloudWatch", Page: CloudWatchPage },
  { id: "logs", title: "Logs", Page: LogsPage },
  { id: "cost", title: "Cost", Page: CostPage },
  { id: "faults", title: "Faults", Page: FaultsPage },
  { id: "journal", title: "Journal", Page: JournalPage },
];
