import type { JournalEntry } from "../../cloud/index";

/** What IAM asks for when a call is made. */
export interface Permission {
  /** `kinesis:PutRecord` */
  readonly action: string;
  /** An ARN, or `*` where the action knows no resources; undefined where the call does not tell which one, as an iterator's. */
  readonly resource: string | undefined;
  /** Of `iam:PassRole`: the service that the role is handed to. */
  readonly passedTo?: string;
}

type Input = Readonly<Record<string, unknown>>;

const ACCOUNT = "000000000000";
const REGION = "us-east-1";

/**
 * Where an action is not called as its operation. Source of this and of the resources below: AWS's Service Authorization Reference
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/), a page for each service.
 */
const ACTIONS: Readonly<Record<string, string | undefined>> = {
  "lambda Invoke": "lambda:InvokeFunction",
  "s3 DeleteObjects": "s3:DeleteObject",
  "s3 HeadBucket": "s3:ListBucket",
  "s3 ListBuckets": "s3:ListAllMyBuckets",
  "s3 ListObjectVersions": "s3:ListBucketVersions",
  "s3 ListObjectsV2": "s3:ListBucket",
  // Everybody may ask who they are: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
  "sts GetCallerIdentity": undefined,
};

/** Services whose actions begin otherwise. */
const PREFIXES: Readonly<Record<string, string>> = { kinesisanalyticsv2: "kinesisanalytics" };

/** Actions that know no resources. */
const OF_NO_RESOURCE =
  /^(kinesis:ListStreams|firehose:ListDeliveryStreams|lambda:ListFunctions|sqs:ListQueues|s3:ListAllMyBuckets|logs:DescribeLogGroups|cloudwatch:.*|ec2:.*|kinesisanalytics:(CreateApplication|DiscoverInputSchema|ListApplications)|cloudformation:ListStacks)$/;

/**
 * What CloudFormation's handlers read beside what they make, with the permissions of whoever runs the stack. Source: `handlers` of the types' schemas in
 * CloudFormation's public registry. The lab cloud makes these things without asking.
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
 * What IAM asks for beside it where tags come with what is made, and which member holds them. Source: the commands' own reference, such as of CreateStream:
 * "you must also have the kinesis:AddTagsToStream permission"; for stacks, the Service Authorization Reference of CloudFormation.
 */
const TAGS: Readonly<Record<string, { readonly action: string; readonly member: string }>> = {
  "cloudformation CreateChangeSet": { action: "cloudformation:TagResource", member: "Tags" },
  "cloudformation CreateStack": { action: "cloudformation:TagResource", member: "Tags" },
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

/** What Athena does with the permissions of whoever asks. Source: https://docs.aws.amazon.com/athena/latest/ug/s3-permissions.html, and of the catalog https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html */
const ATHENA_ON_CATALOG = ["glue:GetDatabase", "glue:GetTable", "glue:GetPartitions"];
const ATHENA_ON_BUCKET = ["s3:GetBucketLocation", "s3:ListBucket"];
const ATHENA_ON_OBJECTS = ["s3:GetObject", "s3:PutObject"];

/** What a service is called where a role is handed to it. */
const PASSED_TO: Readonly<Record<string, string>> = {
  ec2: "ec2.amazonaws.com",
  firehose: "firehose.amazonaws.com",
  kinesisanalyticsv2: "kinesisanalytics.amazonaws.com",
  lambda: "lambda.amazonaws.com",
};
const ROLE = new RegExp(`^arn:aws:iam::${ACCOUNT}:role/`);

/** All that IAM asks for at one call. */
export function permissionsOf({ service, operation, input, caller }: JournalEntry): Permission[] {
  const given = isInput(input) ? input : {};
  const name = `${service} ${operation}`;
  const action = name in ACTIONS ? ACTIONS[name] : `${PREFIXES[service] ?? service}:${operation}`;
  if (action === undefined) return [];
  const resources = OF_NO_RESOURCE.test(action) ? ["*"] : resourcesOf(service, operation, given);
  const on = (wanted: string): Permission[] => resources.map((resource) => ({ action: wanted, resource }));
  return [
    ...on(action),
    ...(caller === "cloudformation" ? (HANDLERS[name] ?? []).flatMap(on) : []),
    ...withTags(name, service, given),
    ...passedRoles(service, given),
    ...(name === "s3 DeleteObjects" ? ofVersions(given) : []),
    ...(name === "athena StartQueryExecution" ? ofQuery(given) : []),
    ...(service === "cloudformation" ? ofParameters(text(given, "TemplateBody")) : []),
  ];
}

/** Tags are put on the resource, also where the making of it knows none. A bucket's place may come without tags. */
function withTags(name: string, service: string, input: Input): Permission[] {
  const { action, member = "" } = TAGS[name] ?? {};
  const holder = input[member];
  const tags = isInput(holder) && "LocationConstraint" in holder ? holder["Tags"] : holder;
  if (action === undefined || !isMany(tags)) return [];
  if (OF_NO_RESOURCE.test(action)) return [{ action, resource: "*" }];
  return resourcesOf(service, name.slice(service.length + 1), input).map((resource) => ({ action, resource }));
}

/** `iam:PassRole` for each role that a call hands to a service. */
function passedRoles(service: string, input: Input): Permission[] {
  const passedTo = PASSED_TO[service];
  if (passedTo === undefined) return [];
  const profile = input["IamInstanceProfile"];
  const ofProfile = isInput(profile) ? text(profile, "Name") || text(profile, "Arn") : "";
  // CloudFormation names a profile as it does the role in it, but for the one word.
  const role = ofProfile.replace(/^.*\//, "").replace(/Profile-\w+$/, "Role-");
  const roles = [...(ofProfile === "" ? [] : [`arn:aws:iam::${ACCOUNT}:role/${role}`]), ...textsIn(input)];
  return roles.filter((arn) => ROLE.test(arn)).map((resource) => ({ action: "iam:PassRole", resource, passedTo }));
}

/** To delete a version, the one that is called null included, is an action of its own: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
function ofVersions(input: Input): Permission[] {
  const { Delete: wanted } = input;
  const objects = isInput(wanted) && Array.isArray(wanted["Objects"]) ? (wanted["Objects"] as unknown[]) : [];
  const isOfVersion = objects.some((one) => isInput(one) && text(one, "VersionId") !== "");
  return isOfVersion
    ? resourcesOf("s3", "DeleteObjects", input).map((resource) => ({ action: "s3:DeleteObjectVersion", resource }))
    : [];
}

function ofQuery(input: Input): Permission[] {
  const { ResultConfiguration: results, QueryExecutionContext: context } = input;
  const [, bucket = ""] = /^s3:\/\/([^/]+)/.exec(isInput(results) ? text(results, "OutputLocation") : "") ?? [];
  const database = isInput(context) ? text(context, "Database") : "";
  return [
    ...ATHENA_ON_CATALOG.flatMap((action) => glueArns(database, "*").map((resource) => ({ action, resource }))),
    ...ATHENA_ON_BUCKET.map((action) => ({ action, resource: `arn:aws:s3:::${bucket}` })),
    ...ATHENA_ON_OBJECTS.map((action) => ({ action, resource: `arn:aws:s3:::${bucket}/answer.csv` })),
  ];
}

/** A parameter's value may be looked up in Systems Manager, with the permissions of whoever runs the stack. */
function ofParameters(template: string): Permission[] {
  if (!template.includes("AWS::SSM::Parameter::Value")) return [];
  return [...template.matchAll(/"(\/aws\/service\/[^"]+)"/g)].map(([, name = ""]) => ({
    action: "ssm:GetParameters",
    resource: `arn:aws:ssm:${REGION}::parameter${name}`,
  }));
}

const regional = (service: string, rest: string): string => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;
/** Glue looks at the catalog, the database and the table, each. */
function glueArns(database: string, table: string): (string | undefined)[] {
  // Athena's own calls stand in the journal without the database.
  if (database === "") return [regional("glue", "catalog"), ...(table === "" ? [] : [undefined])];
  return [
    regional("glue", "catalog"),
    regional("glue", `database/${database}`),
    ...(table === "" ? [] : [regional("glue", `table/${database}/${table}`)]),
  ];
}

const OF_SERVICE: Readonly<Record<string, (input: Input, operation: string) => readonly (string | undefined)[]>> = {
  athena: () => [regional("athena", "workgroup/primary")],
  cloudformation: (input) => [regional("cloudformation", `stack/${nameIn(input, "StackName")}/id`)],
  firehose: (input) => [regional("firehose", `deliverystream/${text(input, "DeliveryStreamName")}`)],
  glue: (input, operation) => {
    const arn = text(input, "ResourceArn");
    if (arn !== "") return [arn];
    const inner = ["TableInput", "DatabaseInput"].map((member) => input[member]).find(isInput) ?? input;
    const isDatabase = operation.endsWith("Database");
    const database = isDatabase ? text(inner, "Name") : text(input, "DatabaseName");
    const table = text(input, "TableName") || text(inner, "Name");
    // All that is in a database goes with it.
    return glueArns(
      database,
      operation === "DeleteDatabase" || operation === "GetTables" ? "*" : isDatabase ? "" : table,
    );
  },
  iam: (input) => {
    const profile = text(input, "InstanceProfileName");
    return [
      `arn:aws:iam::${ACCOUNT}:${profile === "" ? `role/${text(input, "RoleName")}` : `instance-profile/${profile}`}`,
    ];
  },
  kinesis: (input) => {
    const name = text(input, "StreamName");
    return [text(input, "StreamARN") || (name === "" ? undefined : regional("kinesis", `stream/${name}`))];
  },
  kinesisanalyticsv2: (input) => [
    text(input, "ResourceARN") || regional("kinesisanalytics", `application/${text(input, "ApplicationName")}`),
  ],
  lambda: (input) => [
    text(input, "Resource") ||
      regional("lambda", `function:${text(input, "FunctionName").replace(/^.*:function:/, "")}`),
  ],
  logs: (input) => {
    const arn = text(input, "resourceArn");
    if (arn !== "") return [arn];
    const stream = text(input, "logStreamName");
    const group = `log-group:${text(input, "logGroupName")}`;
    return [regional("logs", stream === "" ? `${group}:*` : `${group}:log-stream:${stream}`)];
  },
  s3: (input, operation) => {
    const bucket = `arn:aws:s3:::${text(input, "Bucket")}`;
    return [/Object(s|)$/.test(operation) ? `${bucket}/${text(input, "Key") || "key"}` : bucket];
  },
  sqs: (input) => [regional("sqs", text(input, "QueueName") || text(input, "QueueUrl").replace(/^.*\//, ""))],
};

function resourcesOf(service: string, operation: string, input: Input): readonly (string | undefined)[] {
  const find = OF_SERVICE[service];
  if (find === undefined) throw new Error(`Nobody has said which resources ${service} ${operation} is about.`);
  return find(input, operation);
}

const isMany = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.keys(value).length > 0;

const isInput = (value: unknown): value is Input =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function text(input: Input, member: string): string {
  const value = input[member];
  return typeof value === "string" ? value : "";
}

/** A stack's name, where it may be named by its ARN. */
const nameIn = (input: Input, member: string): string => text(input, member).replace(/^arn:[^/]*\/([^/]+)\/.*$/, "$1");

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
