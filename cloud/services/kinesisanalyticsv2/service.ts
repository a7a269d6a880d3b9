import type * as sdk from "@aws-sdk/client-kinesis-analytics-v2";
import type { OperationNames } from "../../core/members";
import { createValidationException } from "../../core/rules";
import { createAwsJson } from "../../protocols/aws-json";
import { createService, type EmulatedOperations } from "../framework/create-service";
import {
  addApplicationCloudWatchLoggingOption,
  deleteApplicationCloudWatchLoggingOption,
} from "./api/application-cloud-watch-logging-options";
import { addApplicationInput, addApplicationOutput, deleteApplicationOutput } from "./api/add-application-input";
import { discoverInputSchema, lookUpTranslation } from "./api/discover-input-schema";
import {
  createApplication,
  deleteApplication,
  describeApplication,
  listApplications,
  startApplication,
  stopApplication,
  updateApplication,
} from "./api/applications";
import {
  createApplicationSnapshot,
  deleteApplicationSnapshot,
  describeApplicationSnapshot,
  listApplicationSnapshots,
} from "./api/application-snapshots";
import { describeApplicationOperation } from "./api/describe-application-operation";
import { listTagsForResource, tagResource, untagResource } from "./api/tags";
import type { LiveFigures } from "../../core/live-figures";
import type { Services } from "../framework/services";

/**
 * Live figures of each application: its status, which follows Flink without any API call, and how many rows it has
 * delivered.
 */
const getLiveFigures = ({ kinesisanalyticsv2: { applications } }: Services): Readonly<Record<string, LiveFigures>> =>
  Object.fromEntries(
    applications
      .listAll()
      .map((app) => [
        app.name,
        { status: app.status, version: app.version, handedOn: applications.countHandedOn(app) },
      ]),
  );

/** Managed Service for Apache Flink, whose API and AWS CLI command still have the name of Kinesis Data Analytics. */
export const kinesisanalyticsv2 = createService({
  name: "kinesisanalyticsv2",
  signingName: "kinesisanalytics",
  target: "KinesisAnalytics_20180523",
  protocols: [createAwsJson("1.1")],
  maxBodyBytes: 8 * 1024 * 1024,
  createInvalidFault: createValidationException,
  operations: {
    AddApplicationCloudWatchLoggingOption: addApplicationCloudWatchLoggingOption,
    AddApplicationInput: addApplicationInput,
    AddApplicationOutput: addApplicationOutput,
    DeleteApplicationOutput: deleteApplicationOutput,
    DiscoverInputSchema: discoverInputSchema,
    CreateApplication: createApplication,
    CreateApplicationSnapshot: createApplicationSnapshot,
    DeleteApplication: deleteApplication,
    DeleteApplicationCloudWatchLoggingOption: deleteApplicationCloudWatchLoggingOption,
    DeleteApplicationSnapshot: deleteApplicationSnapshot,
    DescribeApplication: describeApplication,
    DescribeApplicationOperation: describeApplicationOperation,
    DescribeApplicationSnapshot: describeApplicationSnapshot,
    ListApplicationSnapshots: listApplicationSnapshots,
    ListApplications: listApplications,
    ListTagsForResource: listTagsForResource,
    StartApplication: startApplication,
    StopApplication: stopApplication,
    TagResource: tagResource,
    UntagResource: untagResource,
    UpdateApplication: updateApplication,
  } satisfies EmulatedOperations<OperationNames<typeof sdk>>,
  lookups: { translation: lookUpTranslation },
  getLiveFigures,
  createViews: ({ kinesisanalyticsv2: { applications } }) => [
    {
      title: "Applications",
      columns: ["Name", "Runtime", "Status", "Version"],
      rows: applications
        .listAll()
        .map(({ name, runtime, status, version }) => [name, runtime, status, String(version)]),
    },
  ],
});
