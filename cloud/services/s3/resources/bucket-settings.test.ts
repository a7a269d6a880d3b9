import { expect } from "chai";
import { useStacks } from "../../cloudformation/testing/use-stacks";
import { catchFault } from "../../../testing/use-cloud";

describe("AWS::S3::Bucket's settings and AWS::S3::BucketPolicy", () => {
  const cloud = useStacks();
  const target = { Bucket: "trips-raw" };
  const createTemplate = (properties: object, more: object = {}): object => ({
    Resources: { It: { Type: "AWS::S3::Bucket", Properties: { BucketName: "trips-raw", ...properties } }, ...more },
  });
  const policy = {
    Policy: {
      Type: "AWS::S3::BucketPolicy",
      Properties: {
        Bucket: { Ref: "It" },
        PolicyDocument: {
          Statement: [{ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::trips-raw/*" }],
        },
      },
    },
  };

  it("match the template of the CDK's bootstrap, change with it, and are removed", async () => {
    await cloud.deploy(
      createTemplate(
        {
          AccessControl: "Private",
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" } }],
          },
          PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: false },
          VersioningConfiguration: { Status: "Enabled" },
          LifecycleConfiguration: {
            Rules: [
              {
                Id: "old",
                Status: "Enabled",
                NoncurrentVersionExpiration: { NoncurrentDays: 30 },
                AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
              },
              {
                Id: "raw",
                Status: "Enabled",
                Prefix: "raw/",
                ExpirationInDays: 7,
                TagFilters: [{ Key: "a", Value: "b" }],
                Transitions: [{ StorageClass: "GLACIER", TransitionInDays: 2 }],
              },
            ],
          },
        },
        policy,
      ),
    );
    const { ServerSideEncryptionConfiguration: encryption } = await cloud.s3.getBucketEncryption(target);
    expect(encryption?.Rules?.[0]?.ApplyServerSideEncryptionByDefault).to.deep.equal({ SSEAlgorithm: "aws:kms" });
    expect((await cloud.s3.getBucketVersioning(target)).Status).to.equal("Enabled");
    const { PublicAccessBlockConfiguration: blocks } = await cloud.s3.getPublicAccessBlock(target);
    expect(blocks).to.include({ BlockPublicAcls: true, BlockPublicPolicy: false });
    expect((await cloud.s3.getBucketLifecycleConfiguration(target)).Rules).to.deep.equal([
      {
        ID: "old",
        Status: "Enabled",
        Filter: { Prefix: "" },
        NoncurrentVersionExpiration: { NoncurrentDays: 30 },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
      {
        ID: "raw",
        Status: "Enabled",
        Filter: { And: { Prefix: "raw/", Tags: [{ Key: "a", Value: "b" }] } },
        Expiration: { Days: 7 },
        Transitions: [{ StorageClass: "GLACIER", Days: 2 }],
      },
    ]);
    expect((await cloud.s3.getBucketPolicy(target)).Policy).to.contain('"Deny"');
    await cloud.update(createTemplate({}));
    expect((await cloud.s3.getBucketVersioning(target)).Status).to.equal("Suspended");
    expect(await catchFault(cloud.s3.getBucketPolicy(target))).to.include({ name: "NoSuchBucketPolicy" });
    expect(await catchFault(cloud.s3.getBucketLifecycleConfiguration(target))).to.include({
      name: "NoSuchLifecycleConfiguration",
    });
    expect((await cloud.remove()).StackStatus).to.equal("DELETE_COMPLETE");
  });
});
