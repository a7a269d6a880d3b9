import type { Core } from "../core/core";
import type { Athena } from "./athena/athena";
import type { CloudFormation } from "./cloudformation/cloudformation";
import type { Alarms } from "./cloudwatch/alarms";
import type { Dashboards } from "./cloudwatch/dashboards";
import type { Metrics } from "./cloudwatch/metrics";
import type { Ec2 } from "./ec2/ec2";
import type { Repositories } from "./ecr/repositories";
import type { Firehose } from "./firehose/firehose";
import type { Catalog } from "./glue/catalog";
import type { Roles } from "./iam/roles";
import type { Kinesis } from "./kinesis/kinesis";
import type { Analytics } from "./kinesisanalyticsv2/analytics";
import type { Keys } from "./kms/keys";
import type { Lambda } from "./lambda/lambda";
import type { MetricFilters } from "./logs/filters/metric-filters";
import type { Subscriptions } from "./logs/filters/subscriptions";
import type { LogGroups } from "./logs/log-groups";
import type { Notifications } from "./s3/notifications/notifications";
import type { ObjectStore } from "./s3/store/object-store";
import type { Topics } from "./sns/topics";
import type { Sqs } from "./sqs/sqs";
import type { Parameters } from "./ssm/parameters";

/** The state of each service, as operation handlers see it. One line for each service. */
interface Services {
  readonly alarms: Alarms;
  readonly athena: Athena;
  readonly cloudformation: CloudFormation;
  readonly cloudwatch: Metrics;
  readonly dashboards: Dashboards;
  readonly ec2: Ec2;
  readonly ecr: Repositories;
  readonly firehose: Firehose;
  readonly glue: Catalog;
  readonly iam: Roles;
  readonly kinesis: Kinesis;
  readonly kinesisanalyticsv2: Analytics;
  readonly kms: Keys;
  readonly lambda: Lambda;
  readonly logs: LogGroups;
  readonly metricFilters: MetricFilters;
  readonly s3: ObjectStore;
  readonly s3Notifications: Notifications;
  readonly sns: Topics;
  readonly sqs: Sqs;
  readonly ssm: Parameters;
  readonly subscriptions: Subscriptions;
}

/** What an operation handler works on: the core and all services. */
export type Lab = Core & Services;
