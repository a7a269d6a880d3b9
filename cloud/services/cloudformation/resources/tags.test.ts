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
interface AnyTag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
  readonly TagKey?: string | undefined;
  readonly TagValue?: string | undefined;
}

const arn = (service: string, resource: string): string => `arn:aws:${service}:us-east-1:000000000000:${resource}`;
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
const idOf = (type: string): string => type.split("::").slice(1).join("");

/** @param tags undefined for resources without the property */
const template = (tags: Tags | undefined): object => ({
  Resources: {
    ...Object.fromEntries(
      Object.entries(TYPES).map(([Type, properties]) => [
        idOf(Type),
        { Type, Properties: { ...properties, Tags: tags && listOf(tags) } },
      ]),
    ),
    SSMParameter: { Type: "AWS::SSM::Parameter", Properties: { Name: "it", Type: "String", Value: "v", Tags: tags } },
  },
});
const listOf = (tags: Tags): object => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-resource-tags.html */
describe("tags of a stack's resources", () => {
  const cloud = useStacks();

  /** Tags by key, without the tags that AWS itself adds. */
  const plain = (tags: readonly AnyTag[] | Tags | undefined = []): Tags =>
    Object.fromEntries(
      (Array.isArray(tags)
        ? tags.map(({ Key, Value, TagKey = Key, TagValue = Value }: AnyTag) => [TagKey, TagValue])
        : Object.entries(tags)
      ).filter(([key]) => !String(key).startsWith("aws:")),
    ) as Tags;

  async function told(ids: Readonly<Record<string, string>>): Promise<Record<string, Tags>> {
    const id = (type: string): string => ids[idOf(type)] ?? "";
    const { Tags: ofQueue } = await cloud.client(SQS).listQueueTags({ QueueUrl: id("AWS::SQS::Queue") });
    const { Tags: ofStream } = await cloud.kinesis.listTagsForStream({ StreamName: "it" });
    const { TagSet } = await cloud.s3.getBucketTagging({ Bucket: "it-bucket" });
    const { Tags: ofTopic } = await cloud.client(SNS).send(new ListTopicTags({ ResourceArn: id("AWS::SNS::Topic") }));
    const { Role } = await cloud.iam.getRole({ RoleName: "it" });
    const { tags: ofGroup } = await cloud.logs.send(new ListLogTags({ resourceArn: arn("logs", "log-group:it") }));
    const { Tags: ofKey } = await cloud.client(KMS).listResourceTags({ KeyId: id("AWS::KMS::Key") });
    const { tags: ofRepository } = await cloud
      .client(ECR)
      .send(new ListRepositoryTags({ resourceArn: arn("ecr", "repository/it") }));
    const { Tags: ofWorkGroup } = await cloud
      .client(Athena)
      .send(new ListAthenaTags({ ResourceARN: arn("athena", "workgroup/it") }));
    const { SecurityGroups: [group] = [] } = await cloud
      .client(EC2)
      .describeSecurityGroups({ GroupIds: [id("AWS::EC2::SecurityGroup")] });
    const { Tags: ofFunction } = await cloud.client(Lambda).listTags({ Resource: arn("lambda", "function:it") });
    const { Tags: ofDelivery } = await cloud.firehose.listTagsForDeliveryStream({ DeliveryStreamName: "it" });
    const { TagList } = await cloud
      .client(SSM)
      .send(new ListParameterTags({ ResourceType: "Parameter", ResourceId: "it" }));
    return {
      ...{
        SQSQueue: plain(ofQueue),
        KinesisStream: plain(ofStream),
        S3Bucket: plain(TagSet),
        SNSTopic: plain(ofTopic),
      },
      ...{ IAMRole: plain(Role?.Tags), LogsLogGroup: plain(ofGroup), KMSKey: plain(ofKey) },
      ...{ ECRRepository: plain(ofRepository), AthenaWorkGroup: plain(ofWorkGroup) },
      ...{ EC2SecurityGroup: plain(group?.Tags), LambdaFunction: plain(ofFunction), SSMParameter: plain(TagList) },
      KinesisFirehoseDeliveryStream: plain(ofDelivery),
    };
  }

  it("are those of the stack alone, where a parameter has none of its own", async () => {
    const Resources = { It: { Type: "AWS::SSM::Parameter", Properties: { Name: "it", Type: "String", Value: "v" } } };
    await cloud.deploy({ Resources }, { Tags: [{ Key: "course", Value: "streams" }] });
    const { TagList } = await cloud
      .client(SSM)
      .send(new ListParameterTags({ ResourceType: "Parameter", ResourceId: "it" }));
    expect(plain(TagList)).to.deep.equal({ course: "streams" });
  });

  it("are those of the template and of the stack, and change in place", async () => {
    const stack = { Tags: [{ Key: "course", Value: "streams" }] };
    expect((await cloud.deploy(template({ lab: "1", old: "x" }), stack)).StackStatus).to.equal("CREATE_COMPLETE");
    const ids = await cloud.ids();
    const all = (tags: Tags): Record<string, Tags> => Object.fromEntries(Object.keys(ids).map((id) => [id, tags]));
    expect(await told(ids)).to.deep.equal(all({ course: "streams", lab: "1", old: "x" }));
    expect((await cloud.update(template({ lab: "2", new: "y" }))).StackStatus).to.equal("UPDATE_COMPLETE");
    expect(await cloud.ids()).to.deep.equal(ids);
    expect(await told(ids)).to.deep.equal(all({ course: "streams", lab: "2", new: "y" }));
    const from = cloud.running.journal.after(0).at(-1)?.n ?? 0;
    const later: readonly (Tags | undefined)[] = [
      { lab: "2", new: "y", more: "z" },
      { lab: "2" },
      undefined,
      { again: "1" },
    ];
    for (const tags of later) {
      expect((await cloud.update(template(tags))).StackStatus).to.equal("UPDATE_COMPLETE");
      expect(await told(ids)).to.deep.equal(all({ course: "streams", ...tags }));
    }
    const calls = cloud.running.journal.after(from).filter(({ operation }) => /tag/i.test(operation));
    const saying = (words: RegExp): string[] =>
      calls
        .filter(({ input }) => words.test(JSON.stringify(input)))
        .map(({ service, operation }) => `${service} ${operation}`);
    expect(saying(/\[\]|\{\}/), "calls about no tags").to.deep.equal([]);
    const setting = (words: RegExp): string[] => saying(words).filter((one) => !/Untag|Remove|Delete/.test(one));
    expect(setting(/"more"/), "calls that set a new tag").to.have.length(Object.keys(ids).length);
    // S3 takes all tags of a bucket at once.
    expect(new Set(setting(/"lab"/)), "calls that set a tag which stays").to.deep.equal(
      new Set(["s3 PutBucketTagging"]),
    );
  });
});
