import type { Core } from "../core/core";
import type { Flink } from "../flink/flink";
import { Athena } from "./athena/athena";
import { athena } from "./athena/index";
import { createLazyEngine } from "./athena/lazy-engine";
import { CloudFormation } from "./cloudformation/cloudformation";
import { cloudformation } from "./cloudformation/index";
import { createResourceTypes } from "./cloudformation/resource-types";
import { cloudwatch } from "./cloudwatch/index";
import { reportActions } from "./cloudwatch/alarm-actions";
import { Alarms } from "./cloudwatch/alarms";
import { Dashboards } from "./cloudwatch/dashboards";
import { Metrics } from "./cloudwatch/metrics";
import { Ec2 } from "./ec2/ec2";
import { ec2 } from "./ec2/index";
import { ecr } from "./ecr/index";
import { Repositories } from "./ecr/repositories";
import { Firehose } from "./firehose/firehose";
import type { FirehoseSettings } from "./firehose/firehose-settings";
import { firehose } from "./firehose/index";
import { CatalogCalls } from "./glue/catalog-calls";
import { Catalog } from "./glue/catalog";
import { glue } from "./glue/index";
import { iam } from "./iam/index";
import { Roles } from "./iam/roles";
import { kinesis } from "./kinesis/index";
import { Analytics } from "./kinesisanalyticsv2/analytics";
import { kinesisanalyticsv2 } from "./kinesisanalyticsv2/index";
import { createOutputs } from "./kinesisanalyticsv2/outputs";
import { Kinesis } from "./kinesis/kinesis";
import { openSource } from "./kinesis/source";
import { kms } from "./kms/index";
import { Keys } from "./kms/keys";
import type { Lab } from "./lab";
import { lambda } from "./lambda/index";
import { Lambda } from "./lambda/lambda";
import { createDestinations } from "./logs/filters/destinations";
import { createFilters } from "./logs/filters/filters";
import { logs } from "./logs/index";
import { LogGroups } from "./logs/log-groups";
import { s3 } from "./s3/index";
import { createListeners } from "./s3/notifications/listeners";
import { Notifications } from "./s3/notifications/notifications";
import { S3ForServices } from "./s3/ports";
import { ObjectStore } from "./s3/store/object-store";
import type { LabService } from "./service";
import { sns } from "./sns/index";
import { createTopicPublisher } from "./sns/publisher";
import { createSubscribers } from "./sns/subscribers";
import { Topics } from "./sns/topics";
import { sqs } from "./sqs/index";
import { Sqs } from "./sqs/sqs";
import { ssm } from "./ssm/index";
import { Parameters } from "./ssm/parameters";
import { sts } from "./sts/index";

/** The settings of single services. */
interface ServiceSettings {
  readonly firehose: FirehoseSettings;
  /** The time limit of an Athena query, in seconds of real time. */
  readonly athenaSeconds: number;
  /** The most open shards in Kinesis; undefined for AWS's quota of the region. */
  readonly shardQuota: number | undefined;
  /** Whether long polls of SQS return only the messages of the first machine that has any. */
  readonly shortReturns: boolean;
}

/** Every service, in the order in which the console shows them. */
export const services: readonly LabService[] = [
  kinesis,
  firehose,
  lambda,
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
export function openServices(core: Core, settings: ServiceSettings, flink: Flink): Lab {
  const roles = new Roles(core);
  const metrics = new Metrics(core);
  const streams = new Kinesis(core, metrics, settings);
  const logGroups = new LogGroups(core, metrics);
  const filters = createFilters(core, { groups: logGroups, metrics, destinations: createDestinations(() => lab) });
  const objects = new ObjectStore(core);
  const catalog = new Catalog(core);
  const queues = new Sqs(core, metrics, settings);
  const findStream = (arn: string): ReturnType<typeof openSource> => openSource(core, streams, arn);
  const topics = createTopicPublisher(core, () => lab);
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
  const lab: Lab = {
    ...core,
    alarms: new Alarms(core, metrics, reportActions(core, functions, topics)),
    athena: queries,
    // CloudFormation makes its resources through the operations of all services.
    cloudformation: new CloudFormation(
      core,
      createResourceTypes(() => lab),
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
      outputs: createOutputs(() => lab),
    }),
    kms: new Keys(core),
    lambda: functions,
    logs: logGroups,
    metricFilters: filters.metrics,
    s3: objects,
    s3Notifications: notifications,
    sns: new Topics(core, createSubscribers(core, { queues, functions })),
    sqs: queues,
    ssm: new Parameters(core),
    subscriptions: filters.subscriptions,
  };
  return lab;
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
