/**
 * The stack that `npm run bench -- cdk` deploys, as the CDK's own tutorial writes one: a stream into a bucket through
 * Firehose with a function and partitions, a Glue table, a function with both sources and a topic for its outcomes, a
 * layer, an alarm with a topic as its action, a dashboard, a bucket that is emptied when it is deleted and notifies a
 * function, a queue and a topic, and a KMS key for the stream, the bucket, a log group and a function.
 *
 * The app is a string, since the CDK is none of the project's packages, and its types could not be checked here.
 */
export const APP = `const { App, CfnOutput, Duration, RemovalPolicy, Stack } = require("aws-cdk-lib");
const cloudwatch = require("aws-cdk-lib/aws-cloudwatch");
const { SnsAction } = require("aws-cdk-lib/aws-cloudwatch-actions");
const glue = require("aws-cdk-lib/aws-glue");
const iam = require("aws-cdk-lib/aws-iam");
const kinesis = require("aws-cdk-lib/aws-kinesis");
const firehose = require("aws-cdk-lib/aws-kinesisfirehose");
const kms = require("aws-cdk-lib/aws-kms");
const lambda = require("aws-cdk-lib/aws-lambda");
const { SnsDestination: OutcomeTopic } = require("aws-cdk-lib/aws-lambda-destinations");
const { KinesisEventSource, SqsEventSource } = require("aws-cdk-lib/aws-lambda-event-sources");
const logs = require("aws-cdk-lib/aws-logs");
const s3 = require("aws-cdk-lib/aws-s3");
const { LambdaDestination, SnsDestination, SqsDestination } = require("aws-cdk-lib/aws-s3-notifications");
const sns = require("aws-cdk-lib/aws-sns");
const { SqsSubscription } = require("aws-cdk-lib/aws-sns-subscriptions");
const sqs = require("aws-cdk-lib/aws-sqs");

const removalPolicy = RemovalPolicy.DESTROY;
const stack = new Stack(new App(), "Trips");
const encryptionKey = new kms.Key(stack, "Key", { alias: "trips", enableKeyRotation: true, removalPolicy });
const stream = new kinesis.Stream(stack, "Stream", {
  shardCount: 1,
  encryption: kinesis.StreamEncryption.KMS,
  encryptionKey,
  removalPolicy,
});
const queue = new sqs.Queue(stack, "Queue");
const notified = new sqs.Queue(stack, "Told");
const alarmed = new sqs.Queue(stack, "Alarmed");
const bucket = new s3.Bucket(stack, "Bucket", {
  autoDeleteObjects: true,
  removalPolicy,
  versioned: true,
  encryption: s3.BucketEncryption.KMS,
  encryptionKey,
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  lifecycleRules: [{ noncurrentVersionExpiration: Duration.days(30) }],
});

const heard = new sns.Topic(stack, "Heard");
heard.addSubscription(new SqsSubscription(notified, { rawMessageDelivery: true }));

const code = lambda.Code.fromAsset("functions");
const runtime = lambda.Runtime.NODEJS_22_X;
const layer = new lambda.LayerVersion(stack, "Layer", {
  code: lambda.Code.fromAsset("layer"),
  compatibleRuntimes: [runtime],
  removalPolicy,
});
const transform = new lambda.Function(stack, "Transform", {
  runtime,
  code,
  layers: [layer],
  handler: "transform.handler",
  environment: { MARK: "seen" },
  environmentEncryption: encryptionKey,
  timeout: Duration.minutes(1),
});
const environment = { BUCKET: bucket.bucketName };
const consume = new lambda.Function(stack, "Consume", {
  runtime,
  code,
  handler: "consume.handler",
  environment,
  onSuccess: new OutcomeTopic(heard),
});
consume.addEventSource(new KinesisEventSource(stream, { startingPosition: lambda.StartingPosition.TRIM_HORIZON }));
consume.addEventSource(new SqsEventSource(queue));
bucket.grantReadWrite(consume);
bucket.addEventNotification(s3.EventType.OBJECT_CREATED, new LambdaDestination(consume), { prefix: "trips/" });
bucket.addEventNotification(s3.EventType.OBJECT_CREATED, new SqsDestination(notified), { prefix: "seen/" });
bucket.addEventNotification(s3.EventType.OBJECT_CREATED, new SnsDestination(heard), { prefix: "loose/" });

const role = new iam.Role(stack, "Delivery", { assumedBy: new iam.ServicePrincipal("firehose.amazonaws.com") });
bucket.grantReadWrite(role);
stream.grantRead(role);
transform.grantInvoke(role);
const logGroup = new logs.LogGroup(stack, "DeliveryLog", { encryptionKey, removalPolicy });
const logStream = new logs.LogStream(stack, "DeliveryLogStream", { logGroup, removalPolicy });
logGroup.grantWrite(role);
const parameter = (parameterName, parameterValue) => ({ parameterName, parameterValue });
const delivery = new firehose.CfnDeliveryStream(stack, "Firehose", {
  deliveryStreamType: "KinesisStreamAsSource",
  kinesisStreamSourceConfiguration: { kinesisStreamArn: stream.streamArn, roleArn: role.roleArn },
  extendedS3DestinationConfiguration: {
    bucketArn: bucket.bucketArn,
    roleArn: role.roleArn,
    prefix: "trips/city=!{partitionKeyFromQuery:city}/",
    errorOutputPrefix: "failed/!{firehose:error-output-type}/",
    bufferingHints: { intervalInSeconds: 60, sizeInMBs: 64 },
    dynamicPartitioningConfiguration: { enabled: true },
    cloudWatchLoggingOptions: {
      enabled: true,
      logGroupName: logGroup.logGroupName,
      logStreamName: logStream.logStreamName,
    },
    processingConfiguration: {
      enabled: true,
      processors: [
        {
          type: "MetadataExtraction",
          parameters: [parameter("MetadataExtractionQuery", "{city: .city}"), parameter("JsonParsingEngine", "JQ-1.6")],
        },
        { type: "Lambda", parameters: [parameter("LambdaArn", transform.functionArn)] },
        { type: "AppendDelimiterToRecord", parameters: [parameter("Delimiter", "\\\\n")] },
      ],
    },
  },
});
delivery.node.addDependency(role);

const database = new glue.CfnDatabase(stack, "Database", {
  catalogId: stack.account,
  databaseInput: { name: "trips" },
});
const table = new glue.CfnTable(stack, "Table", {
  catalogId: stack.account,
  databaseName: "trips",
  tableInput: {
    name: "trips",
    tableType: "EXTERNAL_TABLE",
    partitionKeys: [{ name: "city", type: "string" }],
    storageDescriptor: {
      location: bucket.s3UrlForObject("trips/"),
      columns: [{ name: "id", type: "string" }],
      inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
      outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
      serdeInfo: { serializationLibrary: "org.openx.data.jsonserde.JsonSerDe" },
    },
  },
});
table.node.addDependency(database);

const errors = consume.metricErrors({ period: Duration.minutes(1) });
const treatMissingData = cloudwatch.TreatMissingData.NOT_BREACHING;
const topic = new sns.Topic(stack, "Alarms");
topic.addSubscription(new SqsSubscription(alarmed));
const alarm = new cloudwatch.Alarm(stack, "Errors", {
  alarmName: "trips-errors",
  metric: errors,
  threshold: 1,
  evaluationPeriods: 1,
  treatMissingData,
});
alarm.addAlarmAction(new SnsAction(topic));
new cloudwatch.Dashboard(stack, "Dashboard", {
  widgets: [[new cloudwatch.GraphWidget({ left: [errors, stream.metricIncomingRecords()] })]],
});

new CfnOutput(stack, "StreamName", { value: stream.streamName });
new CfnOutput(stack, "QueueUrl", { value: queue.queueUrl });
new CfnOutput(stack, "AlarmedUrl", { value: alarmed.queueUrl });
new CfnOutput(stack, "ToldUrl", { value: notified.queueUrl });
new CfnOutput(stack, "BucketName", { value: bucket.bucketName });
`;

/** The layer's module: `mark` marks a record as seen. */
export const LAYER = `exports.mark = (record) => ({ ...record, seen: true });
`;

/** The function that transforms Firehose's records: it marks each record as seen, by the layer's module. */
export const TRANSFORM = `const { mark } = require("marks");
exports.handler = async ({ records }) => ({
  records: records.map(({ recordId, data }) => {
    const record = JSON.parse(Buffer.from(data, "base64").toString("utf8"));
    return { recordId, result: "Ok", data: Buffer.from(JSON.stringify(mark(record))).toString("base64") };
  }),
});
`;

/** The function with two event sources: it writes each record of the stream and each message of the queue as an object, logs each notification of the bucket, and throws for a text with "fail". */
export const CONSUME = `const { PutObjectCommand, S3Client } = require("@aws-sdk/client-s3");
const s3 = new S3Client({});
exports.handler = async ({ Records }) => {
  for (const record of Records) {
    if (record.s3 !== undefined) {
      console.log("notified", record.eventName, record.s3.object.key);
      continue;
    }
    const text = record.body ?? Buffer.from(record.kinesis.data, "base64").toString("utf8");
    if (text.includes("fail")) throw new Error("asked to fail");
    const Key = "seen/" + (record.messageId ?? record.kinesis.sequenceNumber);
    await s3.send(new PutObjectCommand({ Bucket: process.env.BUCKET, Key, Body: text }));
  }
};
`;
