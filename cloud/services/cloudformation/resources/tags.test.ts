import { Athena, ListTagsForResourceCommand as ListAthenaTags } from "@aws-sdk/client-athena";
import { ListTagsForResourceCommand as ListLogTags } from "@aws-sdk/client-cloudwatch-logs";
import { EC2 } from "@aws-sdk/client-ec2";
import { ECR, ListTagsForResourceCommand as ListRepositoryTags } from "@aws-sdk/client-ecr";
import { KMS } from "@aws-sdk/client-kms";
import { Lambda } from "@aws-sdk/client-lambda";
import { ListTagsForResourceCommand as ListTopicTags, SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { ListTagsForResourceCommand as ListParameterTags, SSM } from "@aws-sdk/client-ssm";
import { expect } from "chai";
import { useStacks } from "../testing/use-stacks";

type Tags = Readonly<Record<string, string>>;
interface TagMembers {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
  readonly TagKey?: string | undefined;
  readonly TagValue?: string | undefined;
}

const createArn = (service: string, resource: string): string =>
  `arn:aws:${service}:us-east-1:000000000000:${resource}`;
const TRUST = {
  Version: "2012-10-17",
  Statement: [
    {
      ...{ Effect: "Allow", Action: "sts:AssumeRole" },
      Principal: { Service: ["lambda.amazonaws.com", "firehose.amazonaws.com"] },
    },
  ],
};

/** For each resource type with a list of tags: its properties except the tags. */
const TYPES: Readonly<Record<string, object>> = {
  "AWS::SQS::Queue": { QueueName: "it" },
  "AWS::Kinesis::Stream": { Name: "it", ShardCount: 1 },
  "AWS::S3::Bucket": { BucketName: "it-bucket" },
  "AWS::SNS::Topic": { TopicName: "it" },
  "AWS::IAM::Role": { RoleName: "it", AssumeRolePolicyDocument: TRUST },
  "AWS::Logs::LogGroup": { LogGroupName: "it" },
  "AWS::KMS::Key": { KeyPolicy: { Version: "2012-10-17", Statement: [] } },
  "AWS::ECR::Repository": { RepositoryName: "it" },
  "AWS::Athena::WorkGroup": { Name: "it" },
  "AWS::EC2::SecurityGroup": { GroupDescription: "it" },
  "AWS::Lambda::Function": {
    ...{ FunctionName: "it", Runtime: "nodejs20.x", Handler: "index.handler", Code: { ZipFile: "exports.handler=0" } },
    Role: { "Fn::GetAtt": ["IAMRole", "Arn"] },
  },
  "AWS::KinesisFirehose::DeliveryStream": {
    DeliveryStreamName: "it",
    S3DestinationConfiguration: {
      BucketARN: { "Fn::GetAtt": ["S3Bucket", "Arn"] },
      RoleARN: { "Fn::GetAtt": ["IAMRole", "Arn"] },
    },
  },
};
/** The logical id for a type: `AWS::SQS::Queue` becomes `SQSQueue`. */
const getId = (type: string): string => type.split("::").slice(1).join("");

/** @param tags undefined for resources without the property */
const createTemplate = (tags: Tags | undefined): object => ({
  Resources: {
    ...Object.fromEntries(
      Object.entries(TYPES).map(([Type, properties]) => [
        getId(Type),
        { Type, Properties: { ...properties, Tags: tags && toTagList(tags) } },
      ]),
    ),
    SSMParameter: { Type: "AWS::SSM::Parameter", Properties: { Name: "it", Type: "String", Value: "v", Tags: tags } },
  },
});
const toTagList = (tags: Tags): object => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-resource-tags.html */
describe("tags of a stack's resources", () => {
  const cloud = useStacks();

  /** Tags by key, without the tags that AWS itself adds. */
  const toPlain = (tags: readonly TagMembers[] | Tags | undefined = []): Tags =>
    Object.fromEntries(
      (Array.isArray(tags)
        ? tags.map(({ Key, Value, TagKey = Key, TagValue = Value }: TagMembers) => [TagKey, TagValue])
        : Object.entries(tags)
      ).filter(([key]) => !String(key).startsWith("aws:")),
    ) as Tags;

  async function readTags(ids: Readonly<Record<string, string>>): Promise<Record<string, Tags>> {
    const readId = (type: string): string => ids[getId(type)] ?? "";
    const { Tags: ofQueue } = await cloud.createClient(SQS).listQueueTags({ QueueUrl: readId("AWS::SQS::Queue") });
    const { Tags: ofStream } = await cloud.kinesis.listTagsForStream({ StreamName: "it" });
    const { TagSet } = await cloud.s3.getBucketTagging({ Bucket: "it-bucket" });
    const { Tags: ofTopic } = await cloud
      .createClient(SNS)
      .send(new ListTopicTags({ ResourceArn: readId("AWS::SNS::Topic") }));
    const { Role } = await cloud.iam.getRole({ RoleName: "it" });
    const { tags: ofGroup } = await cloud.logs.send(
      new ListLogTags({ resourceArn: createArn("logs", "log-group:it") }),
    );
    const { Tags: ofKey } = await cloud.createClient(KMS).listResourceTags({ KeyId: readId("AWS::KMS::Key") });
    const { tags: ofRepository } = await cloud
      .createClient(ECR)
      .send(new ListRepositoryTags({ resourceArn: createArn("ecr", "repository/it") }));
    const { Tags: ofWorkGroup } = await cloud
      .createClient(Athena)
      .send(new ListAthenaTags({ ResourceARN: createArn("athena", "workgroup/it") }));
    const { SecurityGroups: [group] = [] } = await cloud
      .createClient(EC2)
      .describeSecurityGroups({ GroupIds: [readId("AWS::EC2::SecurityGroup")] });
    const { Tags: ofFunction } = await cloud
      .createClient(Lambda)
      .listTags({ Resource: createArn("lambda", "function:it") });
    const { Tags: ofDelivery } = await cloud.firehose.listTagsForDeliveryStream({ DeliveryStreamName: "it" });
    const { TagList } = await cloud
      .createClient(SSM)
      .send(new ListParameterTags({ ResourceType: "Parameter", ResourceId: "it" }));
    return {
      ...{
        SQSQueue: toPlain(ofQueue),
        KinesisStream: toPlain(ofStream),
        S3Bucket: toPlain(TagSet),
        SNSTopic: toPlain(ofTopic),
      },
      ...{ IAMRole: toPlain(Role?.Tags), LogsLogGroup: toPlain(ofGroup), KMSKey: toPlain(ofKey) },
      ...{ ECRRepository: toPlain(ofRepository), AthenaWorkGroup: toPlain(ofWorkGroup) },
      ...{
        EC2SecurityGroup: toPlain(group?.Tags),
        LambdaFunction: toPlain(ofFunction),
        SSMParameter: toPlain(TagList),
      },
      KinesisFirehoseDeliveryStream: toPlain(ofDelivery),
    };
  }

  it("come only from the stack if a parameter has no tags", async () => {
    const Resources = { It: { Type: "AWS::SSM::Parameter", Properties: { Name: "it", Type: "String", Value: "v" } } };
    await cloud.deploy({ Resources }, { Tags: [{ Key: "course", Value: "streams" }] });
    const { TagList } = await cloud
      .createClient(SSM)
      .send(new ListParameterTags({ ResourceType: "Parameter", ResourceId: "it" }));
    expect(toPlain(TagList)).to.deep.equal({ course: "streams" });
  });

  it("combine the template's and the stack's tags, and change without replacement", async () => {
    const stack = { Tags: [{ Key: "course", Value: "streams" }] };
    expect((await cloud.deploy(createTemplate({ lab: "1", old: "x" }), stack)).StackStatus).to.equal("CREATE_COMPLETE");
    const ids = await cloud.readIds();
    const listAll = (tags: Tags): Record<string, Tags> => Object.fromEntries(Object.keys(ids).map((id) => [id, tags]));
    expect(await readTags(ids)).to.deep.equal(listAll({ course: "streams", lab: "1", old: "x" }));
    expect((await cloud.update(createTemplate({ lab: "2", new: "y" }))).StackStatus).to.equal("UPDATE_COMPLETE");
    expect(await cloud.readIds()).to.deep.equal(ids);
    expect(await readTags(ids)).to.deep.equal(listAll({ course: "streams", lab: "2", new: "y" }));
    const from = cloud.running.journal.listAfter(0).at(-1)?.n ?? 0;
    const later: readonly (Tags | undefined)[] = [
      { lab: "2", new: "y", more: "z" },
      { lab: "2" },
      undefined,
      { again: "1" },
    ];
    for (const tags of later) {
      expect((await cloud.update(createTemplate(tags))).StackStatus).to.equal("UPDATE_COMPLETE");
      expect(await readTags(ids)).to.deep.equal(listAll({ course: "streams", ...tags }));
    }
    const calls = cloud.running.journal.listAfter(from).filter(({ operation }) => /tag/i.test(operation));
    const listSaying = (words: RegExp): string[] =>
      calls
        .filter(({ input }) => words.test(JSON.stringify(input)))
        .map(({ service, operation }) => `${service} ${operation}`);
    expect(listSaying(/\[\]|\{\}/), "calls about no tags").to.deep.equal([]);
    const listSetting = (words: RegExp): string[] =>
      listSaying(words).filter((item) => !/Untag|Remove|Delete/.test(item));
    expect(listSetting(/"more"/), "calls that set a new tag").to.have.length(Object.keys(ids).length);
    // S3 takes all tags of a bucket at once.
    expect(new Set(listSetting(/"lab"/)), "calls that set a tag which stays").to.deep.equal(
      new Set(["s3 PutBucketTagging"]),
    );
  });
});
