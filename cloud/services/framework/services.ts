import type { Core } from "../../core/core";
import type { Athena } from "../athena/model/state/athena";
import type { CloudFormation } from "../cloudformation/model/state/cloudformation";
import type { Alarms } from "../cloudwatch/model/alarms";
import type { Dashboards } from "../cloudwatch/model/dashboards";
import type { Metrics } from "../cloudwatch/model/metrics";
import type { Ec2 } from "../ec2/model/ec2";
import type { Repositories } from "../ecr/model/repositories";
import type { Firehose } from "../firehose/model/state/firehose";
import type { Catalog } from "../glue/model/catalog";
import type { Roles } from "../iam/model/roles";
import type { Kinesis } from "../kinesis/model/kinesis";
import type { Analytics } from "../kinesisanalyticsv2/model/state/analytics";
import type { Keys } from "../kms/model/keys";
import type { Lambda } from "../lambda/model/state/lambda";
import type { MetricFilters } from "../logs/model/filters/metric-filters";
import type { Subscriptions } from "../logs/model/filters/subscriptions";
import type { LogGroups } from "../logs/model/log-groups";
import type { Notifications } from "../s3/model/notifications";
import type { ObjectStore } from "../s3/model/object-store";
import type { Schedules } from "../scheduler/model/schedules";
import type { Topics } from "../sns/model/topics";
import type { Sqs } from "../sqs/model/state/sqs";
import type { Parameters } from "../ssm/model/parameters";

/** The state of each service, as operation handlers see it. One line for each service. */
interface ServiceModels {
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
  readonly schedules: Schedules;
  readonly sns: Topics;
  readonly sqs: Sqs;
  readonly ssm: Parameters;
  readonly subscriptions: Subscriptions;
}

/** The context of an operation handler: the core and all services. */
export type Services = Core & ServiceModels;
