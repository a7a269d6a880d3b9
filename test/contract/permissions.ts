import type { JournalEntry } from "../../cloud/index";

/** A permission that IAM requires for a call. */
export interface Permission {
  /** `kinesis:PutRecord` */
  readonly action: string;
  /**
   * An ARN, or `*` if the action has no resource types; undefined if the call does not name the resource, as with an
   * iterator.
   */
  readonly resource: string | undefined;
  /** For `iam:PassRole`: the service that gets the role. */
  readonly passedTo?: string;
}

type Input = Readonly<Record<string, unknown>>;

const ACCOUNT = "000000000000";
const REGION = "us-east-1";

/**
 * Actions whose names differ from the operation's. Source of this and of the resources below: AWS's Service Authorization
 * Reference (https://docs.aws.amazon.com/service-authorization/latest/reference/), a page for each service.
 */
const ACTIONS: Readonly<Record<string, string | undefined>> = {
  "lambda Invoke": "lambda:InvokeFunction",
  "s3 DeleteObjects": "s3:DeleteObject",
  "s3 HeadBucket": "s3:ListBucket",
  "s3 ListBuckets": "s3:ListAllMyBuckets",
  "s3 ListObjectVersions": "s3:ListBucketVersions",
  "s3 ListObjectsV2": "s3:ListBucket",
  // A permission for one message includes batches: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html
  "sqs ChangeMessageVisibilityBatch": "sqs:ChangeMessageVisibility",
  "sqs DeleteMessageBatch": "sqs:DeleteMessage",
  "sqs SendMessageBatch": "sqs:SendMessage",
  // No permission is needed: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
  "sts GetCallerIdentity": undefined,
};

/** Services whose actions have another prefix. */
const PREFIXES: Readonly<Record<string, string>> = { kinesisanalyticsv2: "kinesisanalytics" };

/** Actions without resource types. */
const OF_NO_RESOURCE =
  /^(kinesis:ListStreams|firehose:ListDeliveryStreams|lambda:ListFunctions|sqs:ListQueues|s3:ListAllMyBuckets|logs:DescribeLogGroups|cloudwatch:(?!PutMetricAlarm$|DeleteAlarms$|TagResource$).*|ec2:.*|kinesisanalytics:(CreateApplication|DiscoverInputSchema|ListApplications)|cloudformation:ListStacks|scheduler:ListSchedules)$/;

/**
 * Calls that CloudFormation's handlers read with, in addition to those that create resources, with the permissions of the stack's caller. Source: `handlers` of
 * the types' schemas in CloudFormation's public registry. The lab cloud makes the resources without these calls.
 */
const HANDLERS: Readonly<Record<string, readonly string[]>> = {
  "ec2 CreateSecurityGroup": ["ec2:DescribeSecurityGroups"],
  "ec2 RunInstances": ["ec2:DescribeInstances"],
  "firehose CreateDeliveryStream": ["firehose:DescribeDeliveryStream"],
  "iam CreateInstanceProfile": ["iam:GetInstanceProfile"],
  "iam CreateRole": ["iam:GetRole"],
  "kinesis CreateStream": ["kinesis:DescribeStreamSummary"],
  "sqs CreateQueue": ["sqs:GetQueueAttributes", "sqs:GetQueueUrl"],
};

/**
 * The additional action that IAM requires if a resource is made with tags, and the member that holds the tags. Source: the commands' own reference, such as
 * of CreateStream: "you must also have the kinesis:AddTagsToStream permission"; for stacks, the Service Authorization Reference of CloudFormation.
 */
const TAGS: Readonly<Record<string, { readonly action: string; readonly member: string }>> = {
  "cloudformation CreateChangeSet": { action: "cloudformation:TagResource", member: "Tags" },
  "cloudformation CreateStack": { action: "cloudformation:TagResource", member: "Tags" },
  "cloudwatch PutMetricAlarm": { action: "cloudwatch:TagResource", member: "Tags" },
  "ec2 RunInstances": { action: "ec2:CreateTags", member: "TagSpecifications" },
  "firehose CreateDeliveryStream": { action: "firehose:TagDeliveryStream", member: "Tags" },
  "iam CreateRole": { action: "iam:TagRole", member: "Tags" },
  "kinesis CreateStream": { action: "kinesis:AddTagsToStream", member: "Tags" },
  "kinesisanalyticsv2 CreateApplication": { action: "kinesisanalytics:TagResource", member: "Tags" },
  "lambda CreateFunction": { action: "lambda:TagResource", member: "Tags" },
  "logs CreateLogGroup": { action: "logs:TagResource", member: "tags" },
  "s3 CreateBucket": { action: "s3:TagResource", member: "CreateBucketConfiguration" },
  "sqs CreateQueue": { action: "sqs:TagQueue", member: "tags" },
};

/**
 * Actions of Athena with the permissions of the caller. Source:
 * https://docs.aws.amazon.com/athena/latest/ug/s3-permissions.html, and of the catalog
 * https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html
 */
const ATHENA_ON_CATALOG = ["glue:GetDatabase", "glue:GetTable", "glue:GetPartitions"];
const ATHENA_ON_BUCKET = ["s3:GetBucketLocation", "s3:ListBucket"];
const ATHENA_ON_OBJECTS = ["s3:GetObject", "s3:PutObject"];

/**
 * Actions of a task that moves dead letters, on their queue, with the permissions of the caller. It also needs
 * `sqs:SendMessage` on the queues that get the messages. Source: what Alchemy grants for a redrive
 * (https://alchemy.run/providers/aws/sqs/startmessagemovetask); not yet seen in AWS's own documentation.
 */
const MOVE_FROM_QUEUE = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];

/** Services that get a role, by the names that IAM uses for them. */
const PASSED_TO: Readonly<Record<string, string>> = {
  ec2: "ec2.amazonaws.com",
  firehose: "firehose.amazonaws.com",
  kinesisanalyticsv2: "kinesisanalytics.amazonaws.com",
  lambda: "lambda.amazonaws.com",
  scheduler: "scheduler.amazonaws.com",
};
const ROLE = new RegExp(`^arn:aws:iam::${ACCOUNT}:role/`);

/** All permissions that IAM requires for one call. */
export function listPermissions({ service, operation, input, caller }: JournalEntry): Permission[] {
  const request = isInput(input) ? input : {};
  const name = `${service} ${operation}`;
  const action = name in ACTIONS ? ACTIONS[name] : `${PREFIXES[service] ?? service}:${operation}`;
  if (action === undefined) return [];
  const resources = OF_NO_RESOURCE.test(action) ? ["*"] : listResources(service, operation, request);
  const on = (requested: string): Permission[] => resources.map((resource) => ({ action: requested, resource }));
  return [
    ...on(action),
    ...(caller === "cloudformation" ? (HANDLERS[name] ?? []).flatMap(on) : []),
    ...addTagPermissions(name, service, request),
    ...listPassedRoles(service, request),
    ...(name === "s3 DeleteObjects" ? listVersionPermissions(request) : []),
    ...(name === "sqs StartMessageMoveTask" ? [...MOVE_FROM_QUEUE.flatMap(on), ...listTargets(request)] : []),
    ...(name === "athena StartQueryExecution" ? listQueryPermissions(request) : []),
    ...(service === "cloudformation" ? listParameterPermissions(getText(request, "TemplateBody")) : []),
  ];
}

/**
 * The permissions for tags on the made resource, also if the action that makes it has no resource types. A bucket's
 * location configuration may come without tags.
 */
function addTagPermissions(name: string, service: string, input: Input): Permission[] {
  const { action, member = "" } = TAGS[name] ?? {};
  const holder = input[member];
  const tags = isInput(holder) && "LocationConstraint" in holder ? holder["Tags"] : holder;
  if (action === undefined || !isMany(tags)) return [];
  if (OF_NO_RESOURCE.test(action)) return [{ action, resource: "*" }];
  return listResources(service, name.slice(service.length + 1), input).map((resource) => ({ action, resource }));
}

/** `iam:PassRole` for each role that a call passes to a service. */
function listPassedRoles(service: string, input: Input): Permission[] {
  const passedTo = PASSED_TO[service];
  if (passedTo === undefined) return [];
  const profile = input["IamInstanceProfile"];
  const ofProfile = isInput(profile) ? getText(profile, "Name") || getText(profile, "Arn") : "";
  // CloudFormation gives a profile and its role the same name, except for this one word.
  const role = ofProfile.replace(/^.*\//, "").replace(/Profile-\w+$/, "Role-");
  const roles = [...(ofProfile === "" ? [] : [`arn:aws:iam::${ACCOUNT}:role/${role}`]), ...collectTexts(input)];
  return roles.filter((arn) => ROLE.test(arn)).map((resource) => ({ action: "iam:PassRole", resource, passedTo }));
}

/**
 * Deleting a version, the version `null` included, needs its own action:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 */
function listVersionPermissions(input: Input): Permission[] {
  const { Delete: requested } = input;
  const objects = isInput(requested) && Array.isArray(requested["Objects"]) ? (requested["Objects"] as unknown[]) : [];
  const isOfVersion = objects.some((object) => isInput(object) && getText(object, "VersionId") !== "");
  return isOfVersion
    ? listResources("s3", "DeleteObjects", input).map((resource) => ({ action: "s3:DeleteObjectVersion", resource }))
    : [];
}

/** Without a destination, each message returns to the queue that it came from, which the call doesn't name. */
const listTargets = (input: Input): Permission[] => [
  { action: "sqs:SendMessage", resource: getText(input, "DestinationArn") || undefined },
];

function listQueryPermissions(input: Input): Permission[] {
  const { ResultConfiguration: results, QueryExecutionContext: context } = input;
  const [, bucket = ""] = /^s3:\/\/([^/]+)/.exec(isInput(results) ? getText(results, "OutputLocation") : "") ?? [];
  const database = isInput(context) ? getText(context, "Database") : "";
  // Athena refuses a location that isn't in S3 before it looks for anything.
  if (bucket === "") return [];
  return [
    ...ATHENA_ON_CATALOG.flatMap((action) => createGlueArns(database, "*").map((resource) => ({ action, resource }))),
    ...ATHENA_ON_BUCKET.map((action) => ({ action, resource: `arn:aws:s3:::${bucket}` })),
    ...ATHENA_ON_OBJECTS.map((action) => ({ action, resource: `arn:aws:s3:::${bucket}/answer.csv` })),
  ];
}

/** A parameter's value may come from Systems Manager, read with the permissions of the stack's caller. */
function listParameterPermissions(template: string): Permission[] {
  if (!template.includes("AWS::SSM::Parameter::Value")) return [];
  return [...template.matchAll(/"(\/aws\/service\/[^"]+)"/g)].map(([, name = ""]) => ({
    action: "ssm:GetParameters",
    resource: `arn:aws:ssm:${REGION}::parameter${name}`,
  }));
}

const createRegionalArn = (service: string, rest: string): string => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;
/** The ARNs that Glue checks: catalog, database and table. */
function createGlueArns(database: string, table: string): (string | undefined)[] {
  // Athena's own calls are in the journal without the database.
  if (database === "") return [createRegionalArn("glue", "catalog"), ...(table === "" ? [] : [undefined])];
  return [
    createRegionalArn("glue", "catalog"),
    createRegionalArn("glue", `database/${database}`),
    ...(table === "" ? [] : [createRegionalArn("glue", `table/${database}/${table}`)]),
  ];
}

const OF_SERVICE: Readonly<Record<string, (input: Input, operation: string) => readonly (string | undefined)[]>> = {
  athena: () => [createRegionalArn("athena", "workgroup/primary")],
  cloudformation: (input) => [createRegionalArn("cloudformation", `stack/${getName(input, "StackName")}/id`)],
  cloudwatch: (input) =>
    [getText(input, "AlarmName"), input["AlarmNames"]]
      .flat()
      .filter((name) => typeof name === "string" && name !== "")
      .map((name) => createRegionalArn("cloudwatch", `alarm:${String(name)}`)),
  firehose: (input) => [createRegionalArn("firehose", `deliverystream/${getText(input, "DeliveryStreamName")}`)],
  glue: (input, operation) => {
    const arn = getText(input, "ResourceArn");
    if (arn !== "") return [arn];
    const inner = ["TableInput", "DatabaseInput"].map((member) => input[member]).find(isInput) ?? input;
    const isDatabase = operation.endsWith("Database");
    const database = isDatabase ? getText(inner, "Name") : getText(input, "DatabaseName");
    const table = getText(input, "TableName") || getText(inner, "Name");
    // Deleting a database deletes its tables, too.
    return createGlueArns(
      database,
      operation === "DeleteDatabase" || operation === "GetTables" ? "*" : isDatabase ? "" : table,
    );
  },
  iam: (input) => {
    const profile = getText(input, "InstanceProfileName");
    return [
      `arn:aws:iam::${ACCOUNT}:${profile === "" ? `role/${getText(input, "RoleName")}` : `instance-profile/${profile}`}`,
    ];
  },
  kinesis: (input) => {
    const name = getText(input, "StreamName");
    return [getText(input, "StreamARN") || (name === "" ? undefined : createRegionalArn("kinesis", `stream/${name}`))];
  },
  kinesisanalyticsv2: (input) => [
    getText(input, "ResourceARN") ||
      createRegionalArn("kinesisanalytics", `application/${getText(input, "ApplicationName")}`),
  ],
  lambda: (input) => [
    getText(input, "Resource") ||
      createRegionalArn("lambda", `function:${getText(input, "FunctionName").replace(/^.*:function:/, "")}`),
  ],
  logs: (input) => {
    const arn = getText(input, "resourceArn");
    if (arn !== "") return [arn];
    const stream = getText(input, "logStreamName");
    const group = `log-group:${getText(input, "logGroupName")}`;
    return [createRegionalArn("logs", stream === "" ? `${group}:*` : `${group}:log-stream:${stream}`)];
  },
  s3: (input, operation) => {
    const bucket = `arn:aws:s3:::${getText(input, "Bucket")}`;
    return [/Object(s|)$/.test(operation) ? `${bucket}/${getText(input, "Key") || "key"}` : bucket];
  },
  scheduler: (input) => [createRegionalArn("scheduler", `schedule/default/${getText(input, "Name")}`)],
  // A task that moves messages names its queue by the ARN.
  sqs: (input) => [
    getText(input, "SourceArn") ||
      createRegionalArn("sqs", getText(input, "QueueName") || getText(input, "QueueUrl").replace(/^.*[/:]/, "")),
  ],
};

function listResources(service: string, operation: string, input: Input): readonly (string | undefined)[] {
  const find = OF_SERVICE[service];
  if (find === undefined) throw new Error(`Nobody has said which resources ${service} ${operation} is about.`);
  return find(input, operation);
}

const isMany = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.keys(value).length > 0;

const isInput = (value: unknown): value is Input =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function getText(input: Input, member: string): string {
  const value = input[member];
  return typeof value === "string" ? value : "";
}

/** A stack's name; the member may hold the stack's ARN instead. */
const getName = (input: Input, member: string): string =>
  getText(input, member).replace(/^arn:[^/]*\/([^/]+)\/.*$/, "$1");

function collectTexts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(collectTexts) : [];
}
