import type { Core } from "../core/core";
import type { Flink } from "../flink/flink";
import { Athena } from "./athena/model/state/athena";
import { athena } from "./athena/service";
import { createLazyEngine } from "./connections/lazy-engine";
import { CloudFormation } from "./cloudformation/model/state/cloudformation";
import { cloudformation } from "./cloudformation/service";
import { createResourceTypes } from "./resource-types";
import { cloudwatch } from "./cloudwatch/service";
import { reportActions } from "./connections/alarm-actions";
import { Alarms } from "./cloudwatch/model/alarms";
import { Dashboards } from "./cloudwatch/model/dashboards";
import { Metrics } from "./cloudwatch/model/metrics";
import { Ec2 } from "./ec2/model/ec2";
import { ec2 } from "./ec2/service";
import { ecr } from "./ecr/service";
import { Repositories } from "./ecr/model/repositories";
import { Firehose } from "./firehose/model/state/firehose";
import type { FirehoseSettings } from "./firehose/model/firehose-settings";
import { firehose } from "./firehose/service";
import { CatalogCalls } from "./glue/api/catalog-calls";
import { Catalog } from "./glue/model/catalog";
import { glue } from "./glue/service";
import { iam } from "./iam/service";
import { Roles } from "./iam/model/roles";
import { kinesis } from "./kinesis/service";
import { Analytics } from "./kinesisanalyticsv2/model/state/analytics";
import { kinesisanalyticsv2 } from "./kinesisanalyticsv2/service";
import { createOutputs } from "./connections/application-outputs";
import { Kinesis } from "./kinesis/model/kinesis";
import { openSource } from "./kinesis/model/source";
import { kms } from "./kms/service";
import { Keys } from "./kms/model/keys";
import type { Services } from "./framework/services";
import { lambda } from "./lambda/service";
import { Lambda } from "./lambda/model/state/lambda";
import { createDestinations } from "./connections/log-destinations";
import { createFilters } from "./logs/model/filters/filters";
import { logs } from "./logs/service";
import { LogGroups } from "./logs/model/log-groups";
import { s3 } from "./s3/service";
import { createListeners } from "./connections/bucket-listeners";
import { Notifications } from "./s3/model/notifications";
import { S3ForServices } from "./s3/model/ports";
import { ObjectStore } from "./s3/model/object-store";
import { Schedules } from "./scheduler/model/schedules";
import { scheduler } from "./scheduler/service";
import type { EmulatedService } from "./framework/create-service";
import { sns } from "./sns/service";
import { createScheduleTargets } from "./connections/schedule-targets";
import { createTopicPublisher, createSubscribers } from "./connections/topics";
import { Topics } from "./sns/model/topics";
import { sqs } from "./sqs/service";
import { Sqs } from "./sqs/model/state/sqs";
import { ssm } from "./ssm/service";
import { Parameters } from "./ssm/model/parameters";
import { sts } from "./sts/service";

/** The settings of single services. */
interface ServiceSettings {
  readonly firehose: FirehoseSettings;
  /** The time limit of an Athena query, in seconds of real time. */
  readonly athenaSeconds: number;
  /** The maximum number of open shards in Kinesis; undefined for AWS's quota of the region. */
  readonly shardQuota: number | undefined;
  /** Whether long polls of SQS return only the messages of the first machine that has any. */
  readonly shortReturns: boolean;
}

/** Every service, in the order in which the console shows them. */
export const services: readonly EmulatedService[] = [
  kinesis,
  firehose,
  lambda,
  scheduler,
  // Before S3, which accepts every request that no other service claims.
  sqs,
  s3,
  cloudwatch,
  logs,
  glue,
  athena,
  iam,
  sts,
  cloudformation,
  ec2,
  kinesisanalyticsv2,
  ssm,
  ecr,
  kms,
  sns,
];

/**
 * Opens the state of all services from storage, beside the core that they stand on. A service that needs another
 * receives it here, so that this function shows all dependencies between services.
 *
 * @param flink this cloud's Flink, which a reset does not replace
 */
export function openServices(core: Core, settings: ServiceSettings, flink: Flink): Services {
  const roles = new Roles(core);
  const metrics = new Metrics(core);
  const streams = new Kinesis(core, metrics, settings);
  const logGroups = new LogGroups(core, metrics);
  const filters = createFilters(core, { groups: logGroups, metrics, destinations: createDestinations(() => services) });
  const objects = new ObjectStore(core);
  const catalog = new Catalog(core);
  const queues = new Sqs(core, metrics, settings);
  const findStream = (arn: string): ReturnType<typeof openSource> => openSource(core, streams, arn);
  const topics = createTopicPublisher(core, () => services);
  const functions = new Lambda(core, { logs: logGroups, metrics, roles, sqs: queues, topics, findStream });
  const notifications = new Notifications(core, createListeners(core, { queues, functions, topics }));
  const files = new S3ForServices(core, objects, () => notifications);
  const deliveries = new Firehose(
    core,
    {
      objects: files,
      sourceOf: findStream,
      roles,
      metrics,
      logs: logGroups,
      catalog,
      functions: functions.forFirehose,
    },
    settings.firehose,
  );
  const queries = openAthena(core, { catalog, files, metrics }, settings);
  const services: Services = {
    ...core,
    alarms: new Alarms(core, metrics, reportActions(core, functions, topics)),
    athena: queries,
    // CloudFormation makes its resources through the operations of all services.
    cloudformation: new CloudFormation(
      core,
      createResourceTypes(() => services),
    ),
    cloudwatch: metrics,
    dashboards: new Dashboards(core),
    ec2: new Ec2(core, roles),
    ecr: new Repositories(core),
    firehose: deliveries,
    glue: catalog,
    iam: roles,
    kinesis: streams,
    kinesisanalyticsv2: new Analytics(core, {
      flink,
      roles,
      logs: logGroups,
      metrics,
      objects: files,
      openSource: findStream,
      outputs: createOutputs(() => services),
    }),
    kms: new Keys(core),
    lambda: functions,
    logs: logGroups,
    metricFilters: filters.metrics,
    s3: objects,
    s3Notifications: notifications,
    schedules: new Schedules(core, {
      metrics,
      targets: createScheduleTargets(core, { queues, functions, roles }),
    }),
    sns: new Topics(core, createSubscribers(core, { queues, functions })),
    sqs: queues,
    ssm: new Parameters(core),
    subscriptions: filters.subscriptions,
  };
  return services;
}

interface AthenaParts {
  readonly catalog: Catalog;
  readonly files: S3ForServices;
  readonly metrics: Metrics;
}

const openAthena = (core: Core, { catalog, files, metrics }: AthenaParts, settings: ServiceSettings): Athena =>
  new Athena({
    core,
    catalog,
    createCatalogChanges: (caller) => new CatalogCalls(core, catalog, caller),
    objects: files,
    metrics,
    openEngine: createLazyEngine(core, { objects: files, seconds: settings.athenaSeconds }),
  });
