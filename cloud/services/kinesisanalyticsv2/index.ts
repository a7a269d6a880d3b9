import type * as sdk from "@aws-sdk/client-kinesis-analytics-v2";
import type { OperationNames } from "../../core/operation";
import { createValidationException } from "../../core/violations";
import { createAwsJson } from "../../protocols/aws-json";
import { createService, type EmulatedOperations } from "../service";
import { getLiveFigures } from "./live";
import { addApplicationCloudWatchLoggingOption } from "./operations/add-application-cloud-watch-logging-option";
import { addApplicationInput } from "./operations/add-application-input";
import { addApplicationOutput } from "./operations/add-application-output";
import { deleteApplicationOutput } from "./operations/delete-application-output";
import { discoverInputSchema } from "./operations/discover-input-schema";
import { createApplication } from "./operations/create-application";
import { createApplicationSnapshot } from "./operations/create-application-snapshot";
import { deleteApplication } from "./operations/delete-application";
import { deleteApplicationCloudWatchLoggingOption } from "./operations/delete-application-cloud-watch-logging-option";
import { deleteApplicationSnapshot } from "./operations/delete-application-snapshot";
import { describeApplication } from "./operations/describe-application";
import { describeApplicationOperation } from "./operations/describe-application-operation";
import { describeApplicationSnapshot } from "./operations/describe-application-snapshot";
import { listApplicationSnapshots } from "./operations/list-application-snapshots";
import { listApplications } from "./operations/list-applications";
import { listTagsForResource } from "./operations/list-tags-for-resource";
import { startApplication } from "./operations/start-application";
import { stopApplication } from "./operations/stop-application";
import { tagResource } from "./operations/tag-resource";
import { untagResource } from "./operations/untag-resource";
import { updateApplication } from "./operations/update-application";
import { lookUpTranslation } from "./translation-lookup";

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
