import {
  createListShape,
  maybe,
  needed,
  createOnlyShape,
  record,
  createRefusedField,
  createTextShape,
  createWholeChange,
  createBooleanShape,
  type ReadFields,
} from "../../cloudformation/model/properties/shape";
import type { ResourceContext } from "../../cloudformation/resources/resource-context";
import type { Operation } from "../../../core/members";
import { isSameJson } from "../../cloudformation/model/properties/json";
import type { Services } from "../../framework/services";
import { s3 } from "../service";
import {
  deleteBucketCors,
  putBucketCors,
  deleteBucketEncryption,
  putBucketEncryption,
  putBucketLifecycleConfiguration,
  deleteBucketLifecycle,
} from "../api/bucket-settings";
import {
  deleteBucketOwnershipControls,
  putBucketOwnershipControls,
  deletePublicAccessBlock,
  putPublicAccessBlock,
} from "../api/access";
import { putBucketNotificationConfiguration } from "../api/bucket-notifications";
import { putBucketVersioning } from "../api/bucket-versioning";
import { lifecycle, toLifecycleRule } from "./lifecycle";

const filter = maybe(
  record({
    S3Key: needed(
      record({
        Rules: needed(createListShape(record({ Name: needed(createTextShape()), Value: needed(createTextShape()) }))),
      }),
    ),
  }),
);

/** The settings of a bucket in a template, beside its name and tags. */
export const settings = {
  PublicAccessBlockConfiguration: maybe(
    record({
      BlockPublicAcls: maybe(createBooleanShape()),
      BlockPublicPolicy: maybe(createBooleanShape()),
      IgnorePublicAcls: maybe(createBooleanShape()),
      RestrictPublicBuckets: maybe(createBooleanShape()),
    }),
  ),
  OwnershipControls: maybe(
    record({ Rules: needed(createListShape(record({ ObjectOwnership: maybe(createTextShape()) }))) }),
  ),
  BucketEncryption: maybe(
    record({
      ServerSideEncryptionConfiguration: needed(
        createListShape(
          record({
            ServerSideEncryptionByDefault: maybe(
              record({ SSEAlgorithm: needed(createTextShape()), KMSMasterKeyID: maybe(createTextShape()) }),
            ),
            BucketKeyEnabled: maybe(createBooleanShape()),
          }),
        ),
      ),
    }),
  ),
  VersioningConfiguration: maybe(record({ Status: needed(createTextShape()) })),
  LifecycleConfiguration: maybe(lifecycle),
  CorsConfiguration: maybe(
    record({
      CorsRules: needed(
        createListShape(
          record({
            Id: maybe(createTextShape()),
            AllowedHeaders: maybe(createListShape(createTextShape())),
            AllowedMethods: needed(createListShape(createTextShape())),
            AllowedOrigins: needed(createListShape(createTextShape())),
            ExposedHeaders: maybe(createListShape(createTextShape())),
            MaxAge: maybe(createWholeChange()),
          }),
        ),
      ),
    }),
  ),
  NotificationConfiguration: maybe(
    record({
      QueueConfigurations: maybe(
        createListShape(record({ Event: needed(createTextShape()), Queue: needed(createTextShape()), Filter: filter })),
      ),
      LambdaConfigurations: maybe(
        createListShape(
          record({ Event: needed(createTextShape()), Function: needed(createTextShape()), Filter: filter }),
        ),
      ),
      TopicConfigurations: maybe(
        createListShape(record({ Event: needed(createTextShape()), Topic: needed(createTextShape()), Filter: filter })),
      ),
      EventBridgeConfiguration: createRefusedField(),
    }),
  ),
  AccessControl: maybe(createOnlyShape(createTextShape(), ["Private"])),
};

type Settings = ReadFields<typeof settings>;
type SettingValue<Name extends keyof Settings> = NonNullable<Settings[Name]>;

/** The operations that put and delete one setting. */
interface Step {
  readonly property: keyof Settings;
  readonly put: (desired: Settings) => readonly [Operation<Services>, object] | undefined;
  readonly takeAway?: readonly [Operation<Services>, object];
}

const STEPS: readonly Step[] = [
  {
    property: "PublicAccessBlockConfiguration",
    put: ({ PublicAccessBlockConfiguration: set }) =>
      set && [putPublicAccessBlock, { PublicAccessBlockConfiguration: set }],
    takeAway: [deletePublicAccessBlock, {}],
  },
  {
    property: "OwnershipControls",
    put: ({ OwnershipControls: set }) => set && [putBucketOwnershipControls, { OwnershipControls: set }],
    takeAway: [deleteBucketOwnershipControls, {}],
  },
  {
    property: "BucketEncryption",
    put: ({ BucketEncryption: set }) =>
      set && [putBucketEncryption, { ServerSideEncryptionConfiguration: { Rules: createEncryptionRules(set) } }],
    takeAway: [deleteBucketEncryption, {}],
  },
  {
    property: "VersioningConfiguration",
    put: ({ VersioningConfiguration: set }) => set && [putBucketVersioning, { VersioningConfiguration: set }],
    takeAway: [putBucketVersioning, { VersioningConfiguration: { Status: "Suspended" } }],
  },
  {
    property: "LifecycleConfiguration",
    put: ({ LifecycleConfiguration: set }) =>
      set && [
        putBucketLifecycleConfiguration,
        {
          LifecycleConfiguration: { Rules: set.Rules.map(toLifecycleRule) },
          ...(set.TransitionDefaultMinimumObjectSize === undefined
            ? {}
            : { TransitionDefaultMinimumObjectSize: set.TransitionDefaultMinimumObjectSize }),
        },
      ],
    takeAway: [deleteBucketLifecycle, {}],
  },
  {
    property: "CorsConfiguration",
    put: ({ CorsConfiguration: set }) =>
      set && [putBucketCors, { CORSConfiguration: { CORSRules: createCorsRules(set) } }],
    takeAway: [deleteBucketCors, {}],
  },
  {
    property: "NotificationConfiguration",
    put: ({ NotificationConfiguration: set }) =>
      set && [putBucketNotificationConfiguration, { NotificationConfiguration: createNotifications(set) }],
    takeAway: [putBucketNotificationConfiguration, { NotificationConfiguration: {} }],
  },
];

const createEncryptionRules = ({
  ServerSideEncryptionConfiguration: rules,
}: SettingValue<"BucketEncryption">): object[] =>
  rules.map(({ ServerSideEncryptionByDefault: usual, BucketKeyEnabled = false }) => ({
    ...(usual === undefined ? {} : { ApplyServerSideEncryptionByDefault: usual }),
    BucketKeyEnabled,
  }));

const createCorsRules = ({ CorsRules: rules }: SettingValue<"CorsConfiguration">): object[] =>
  rules.map(({ Id, ExposedHeaders, MaxAge, ...rule }) => ({
    ...rule,
    ...(Id === undefined ? {} : { ID: Id }),
    ...(ExposedHeaders === undefined ? {} : { ExposeHeaders: ExposedHeaders }),
    ...(MaxAge === undefined ? {} : { MaxAgeSeconds: MaxAge }),
  }));

type S3KeyFilter = { readonly S3Key: { readonly Rules: readonly { readonly Name: string; readonly Value: string }[] } };
const createFilter = (set: S3KeyFilter | undefined): object =>
  set === undefined ? {} : { Filter: { Key: { FilterRules: set.S3Key.Rules } } };

const createNotifications = ({
  QueueConfigurations: queues = [],
  TopicConfigurations: topics = [],
  LambdaConfigurations: functions = [],
}: SettingValue<"NotificationConfiguration">): object => ({
  QueueConfigurations: queues.map(({ Event, Queue, Filter }) => ({
    QueueArn: Queue,
    Events: [Event],
    ...createFilter(Filter),
  })),
  TopicConfigurations: topics.map(({ Event, Topic, Filter }) => ({
    TopicArn: Topic,
    Events: [Event],
    ...createFilter(Filter),
  })),
  LambdaFunctionConfigurations: functions.map(({ Event, Function: target, Filter }) => ({
    LambdaFunctionArn: target,
    Events: [Event],
    ...createFilter(Filter),
  })),
});

/** Changes a bucket's settings to the wanted ones. @param before the previous settings; empty for a new bucket */
export async function setSettings(
  context: ResourceContext,
  Bucket: string,
  { before, desired }: { readonly before: Settings; readonly desired: Settings },
): Promise<void> {
  for (const { property, put, takeAway } of STEPS) {
    const [was, is] = [before[property], desired[property]];
    if (isSameJson(JSON.parse(JSON.stringify(was ?? null)), JSON.parse(JSON.stringify(is ?? null)))) continue;
    const step = is === undefined ? takeAway : put(desired);
    if (step !== undefined) await context.call(s3, step[0], { Bucket, ...step[1] });
  }
}
