import { KMS } from "@aws-sdk/client-kms";
import {
  DeleteBucketCorsCommand,
  DeleteBucketEncryptionCommand,
  DeleteBucketLifecycleCommand,
  DeleteBucketOwnershipControlsCommand,
  DeleteBucketPolicyCommand,
  DeletePublicAccessBlockCommand,
  GetBucketCorsCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
} from "@aws-sdk/client-s3";
import { expect } from "chai";
import { createHash } from "node:crypto";
import { useEmptyFolder } from "../../testing/temporary-folder";
import { NOTE_HEADER } from "../../core/notes";
import { catchFault, useCloud } from "../../testing/use-cloud";
import { requestRaw } from "./testing/raw-request";
import { useBucket } from "./testing/use-upload";

const isPut = (kms: string) => ({
  Rules: [
    {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" as const, KMSMasterKeyID: kms },
      BucketKeyEnabled: true,
    },
  ],
});

/** A document of each setting, as the API reference writes it. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  cors: "<CORSConfiguration><CORSRule><AllowedMethod>GET</AllowedMethod><AllowedOrigin>*</AllowedOrigin></CORSRule></CORSConfiguration>",
  encryption:
    "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>",
  lifecycle:
    "<LifecycleConfiguration><Rule><ID>a</ID><Filter><Prefix>x</Prefix></Filter><Status>Enabled</Status><Expiration><Days>1</Days></Expiration></Rule></LifecycleConfiguration>",
  logging: "<BucketLoggingStatus/>",
  notification: "<NotificationConfiguration/>",
  ownershipControls:
    "<OwnershipControls><Rule><ObjectOwnership>ObjectWriter</ObjectOwnership></Rule></OwnershipControls>",
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::trips/*" }],
  }),
  publicAccessBlock:
    "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls></PublicAccessBlockConfiguration>",
  tagging: "<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag></TagSet></Tagging>",
  versioning: "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>",
};

describe("S3 bucket settings", () => {
  const cloud = useCloud({ data: useEmptyFolder() });
  const bucket = useBucket(cloud);
  const createInput = () => ({ Bucket: bucket.name });

  it("are deleted with status 204, as in AWS's model", async () => {
    for (const taking of [
      new DeleteBucketCorsCommand(createInput()),
      new DeleteBucketEncryptionCommand(createInput()),
      new DeleteBucketLifecycleCommand(createInput()),
      new DeleteBucketOwnershipControlsCommand(createInput()),
      new DeleteBucketPolicyCommand(createInput()),
      new DeletePublicAccessBlockCommand(createInput()),
    ]) {
      // The border: each of these commands answers only this.
      const { $metadata } = await cloud.s3.send(taking as DeleteBucketCorsCommand);
      expect($metadata.httpStatusCode).to.equal(204);
    }
  });

  it("have AWS's defaults until somebody sets them", async () => {
    const { PublicAccessBlockConfiguration } = await cloud.s3.getPublicAccessBlock(createInput());
    expect(PublicAccessBlockConfiguration).to.deep.equal({
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    });
    const { OwnershipControls } = await cloud.s3.getBucketOwnershipControls(createInput());
    expect(OwnershipControls).to.deep.equal({ Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] });
    const { ServerSideEncryptionConfiguration } = await cloud.s3.getBucketEncryption(createInput());
    expect(ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault).to.deep.equal({
      SSEAlgorithm: "AES256",
    });
    expect(await cloud.s3.getBucketLogging(createInput())).not.to.have.property("LoggingEnabled");
    for (const [Command, name] of [
      [GetBucketCorsCommand, "NoSuchCORSConfiguration"],
      [GetBucketLifecycleConfigurationCommand, "NoSuchLifecycleConfiguration"],
      [GetBucketPolicyCommand, "NoSuchBucketPolicy"],
      [GetBucketPolicyStatusCommand, "NoSuchBucketPolicy"],
    ] as const)
      expect(await catchFault(cloud.s3.send(new Command(createInput()) as GetBucketCorsCommand)), name).to.include({
        name,
      });
  });

  it("are stored, returned after a restart, and deleted", async () => {
    const policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: `arn:aws:s3:::${bucket.name}/*` }],
    });
    const CORSRules = [{ AllowedMethods: ["GET"], AllowedOrigins: ["https://example.org"], MaxAgeSeconds: 60 }];
    const Rules = [
      {
        ID: "old",
        Status: "Enabled" as const,
        Filter: { Prefix: "raw/" },
        Expiration: { Date: new Date("2031-01-01T00:00:00Z") },
      },
      {
        Status: "Disabled" as const,
        Filter: { Prefix: "" },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
    ];
    const OwnershipControls = { Rules: [{ ObjectOwnership: "ObjectWriter" as const }] };
    const LoggingEnabled = { TargetBucket: bucket.name, TargetPrefix: "logs/" };
    await cloud.s3.putBucketPolicy({ ...createInput(), Policy: policy });
    await cloud.s3.putBucketCors({ ...createInput(), CORSConfiguration: { CORSRules } });
    await cloud.s3.putBucketLifecycleConfiguration({ ...createInput(), LifecycleConfiguration: { Rules } });
    await cloud.s3.putBucketOwnershipControls({ ...createInput(), OwnershipControls });
    await cloud.s3.putBucketLogging({ ...createInput(), BucketLoggingStatus: { LoggingEnabled } });
    const PublicAccessBlockConfiguration = { BlockPublicAcls: true };
    await cloud.s3.putPublicAccessBlock({ ...createInput(), PublicAccessBlockConfiguration });
    await cloud.restart();
    expect((await cloud.s3.getBucketPolicy(createInput())).Policy).to.equal(policy);
    expect((await cloud.s3.getBucketPolicyStatus(createInput())).PolicyStatus?.IsPublic).to.equal(false);
    expect((await cloud.s3.getBucketCors(createInput())).CORSRules).to.deep.equal(CORSRules);
    const lifecycleConfiguration = await cloud.s3.getBucketLifecycleConfiguration(createInput());
    expect(lifecycleConfiguration.Rules?.[0]).to.deep.equal(Rules[0]);
    expect(lifecycleConfiguration.Rules?.[1]?.ID).to.have.length(48);
    expect((await cloud.s3.getBucketOwnershipControls(createInput())).OwnershipControls).to.deep.equal(
      OwnershipControls,
    );
    expect((await cloud.s3.getBucketLogging(createInput())).LoggingEnabled).to.deep.equal(LoggingEnabled);
    expect((await cloud.s3.getPublicAccessBlock(createInput())).PublicAccessBlockConfiguration).to.deep.equal({
      BlockPublicAcls: true,
      IgnorePublicAcls: false,
      BlockPublicPolicy: false,
      RestrictPublicBuckets: false,
    });
    await cloud.s3.deleteBucketPolicy(createInput());
    await cloud.s3.deleteBucketCors(createInput());
    await cloud.s3.deleteBucketLifecycle(createInput());
    await cloud.s3.deleteBucketOwnershipControls(createInput());
    await cloud.s3.deletePublicAccessBlock(createInput());
    expect(await catchFault(cloud.s3.getBucketPolicy(createInput()))).to.include({
      name: "NoSuchBucketPolicy",
    });
    expect(await catchFault(cloud.s3.getPublicAccessBlock(createInput()))).to.include({
      name: "NoSuchPublicAccessBlockConfiguration",
    });
    expect(await catchFault(cloud.s3.getBucketOwnershipControls(createInput()))).to.include({
      name: "OwnershipControlsNotFoundError",
    });
  });

  it("apply a KMS key to objects as a label, unless the request names another", async () => {
    await cloud.s3.putBucketEncryption({ ...createInput(), ServerSideEncryptionConfiguration: isPut("alias/lab") });
    const headObject = async (Key: string) => cloud.s3.headObject({ ...createInput(), Key });
    const put = (Key: string, more: object) => cloud.s3.putObject({ ...createInput(), Key, Body: "1", ...more });
    expect(await catchFault(put("a", {}))).to.include({
      name: "KMS.NotFoundException",
      message: "Alias arn:aws:kms:us-east-1:000000000000:alias/lab is not found.",
    });
    const kms = cloud.createClient(KMS);
    const { KeyMetadata: { KeyId, Arn: SSEKMSKeyId } = {} } = await kms.createKey({});
    await kms.createAlias({ AliasName: "alias/lab", TargetKeyId: KeyId });
    const labeled = { ServerSideEncryption: "aws:kms", SSEKMSKeyId, BucketKeyEnabled: true };
    expect(await cloud.s3.putObject({ ...createInput(), Key: "a", Body: "1" })).to.include(labeled);
    expect(await headObject("a")).to.include(labeled);
    await cloud.s3.putObject({ ...createInput(), Key: "b", Body: "1", ServerSideEncryption: "AES256" });
    expect(await headObject("b")).to.include({ ServerSideEncryption: "AES256" });
    expect(await headObject("b")).not.to.have.property("SSEKMSKeyId");
    await cloud.s3.deleteBucketEncryption(createInput());
    const managed = await put("c", { ServerSideEncryption: "aws:kms" });
    const { KeyMetadata } = await kms.describeKey({ KeyId: "alias/aws/s3" });
    // S3 names the key that AWS manages for it (recorded by LocalStack, 2026-02-21).
    expect(managed).to.include({ ServerSideEncryption: "aws:kms", SSEKMSKeyId: KeyMetadata?.Arn });
    await put("c", { ServerSideEncryption: "aws:kms", SSEKMSKeyId: KeyId });
    expect(await headObject("c"))
      .to.include({ ServerSideEncryption: "aws:kms", SSEKMSKeyId })
      .and.not.have.property("BucketKeyEnabled");
    await put("c", { ServerSideEncryption: "aws:kms", SSEKMSKeyId: KeyId, BucketKeyEnabled: true });
    expect(await headObject("c")).to.include(labeled);
    expect(
      cloud.logged.filter((line) => line.startsWith("Note: S3: the encryption of objects with a KMS key")),
    ).to.have.length(1);
    await kms.disableKey({ KeyId });
    for (const [key, fault] of [
      ["k", { name: "KMS.NotFoundException", message: "Invalid keyId 'k'" }],
      [KeyId, { name: "KMS.DisabledException", message: `${SSEKMSKeyId} is disabled.` }],
      [
        SSEKMSKeyId?.replace("us-east-1", "eu-west-1"),
        { name: "KMS.NotFoundException", message: "Invalid arn eu-west-1" },
      ],
    ] as const)
      expect(await catchFault(put("d", { ServerSideEncryption: "aws:kms", SSEKMSKeyId: key }))).to.include(fault);
    expect(
      await catchFault(cloud.s3.putObject({ ...createInput(), Key: "d", Body: "1", SSEKMSKeyId: "k" })),
    ).to.include({
      name: "InvalidArgument",
    });
  });

  // Recorded on AWS by LocalStack, 2026-02-21 (test_s3_sse_validate_kms_key_state).
  it("an object can't be read while its KMS key can't be used", async () => {
    const kms = cloud.createClient(KMS);
    const { KeyMetadata: { KeyId = "", Arn = "" } = {} } = await kms.createKey({});
    const address = { Bucket: bucket.name, Key: "a" };
    await cloud.s3.putObject({ ...address, Body: "1", ServerSideEncryption: "aws:kms", SSEKMSKeyId: KeyId });
    const readAll = async (fault: object) => {
      expect(await catchFault(cloud.s3.getObject(address))).to.include(fault);
      const copy = { Bucket: bucket.name, Key: "b", CopySource: `${bucket.name}/a` };
      expect(await catchFault(cloud.s3.copyObject(copy))).to.include(fault);
      expect(await cloud.s3.headObject(address)).to.include({ SSEKMSKeyId: Arn });
    };
    await kms.disableKey({ KeyId });
    await readAll({ name: "KMS.DisabledException", message: `${Arn} is disabled.` });
    await kms.scheduleKeyDeletion({ KeyId });
    await readAll({ name: "KMS.KMSInvalidStateException", message: `${Arn} is pending deletion.` });
    await kms.cancelKeyDeletion({ KeyId });
    await kms.enableKey({ KeyId });
    expect(await (await cloud.s3.getObject(address)).Body?.transformToString()).to.equal("1");
  });

  for (const [setting, document] of Object.entries(DOCUMENTS))
    it(`${setting} are accepted without a digest of their document, but not with a wrong one`, async () => {
      const put = async (headers: Readonly<Record<string, string>>) => {
        const path = `/${bucket.name}?${setting}`;
        const { status, text } = await requestRaw(cloud.running.endpoint, {
          ...{ method: "PUT", path, headers, body: document },
        });
        return status < 300 ? "taken" : /<Code>(.*)<\/Code>/.exec(text)?.[1];
      };
      const md5 = (text: string): string => createHash("md5").update(text).digest("base64");
      expect(await put({ "content-md5": md5("other") })).to.equal("BadDigest");
      expect(await put({ "content-md5": "none" })).to.equal("InvalidDigest");
      expect(await put({ "x-amz-checksum-crc32": "AAAAAA==" })).to.equal("BadDigest");
      expect(await put({ "content-md5": md5(document) })).to.equal("taken");
      expect(await put({})).to.equal("taken");
    });

  it("report in the response and once in the log that they have no effect", async () => {
    const seen: (string | undefined)[] = [];
    cloud.s3.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        seen.push((result.response as { headers: Record<string, string> }).headers[NOTE_HEADER]);
        return result;
      },
      { step: "deserialize" },
    );
    const PublicAccessBlockConfiguration = { BlockPublicAcls: true };
    for (let time = 0; time < 2; time++)
      await cloud.s3.putPublicAccessBlock({ ...createInput(), PublicAccessBlockConfiguration });
    expect(seen).to.deep.equal(
      Array(2).fill(
        "S3: every setting of public access except BlockPublicPolicy is stored and returned; it has no effect in the lab cloud",
      ),
    );
    expect(cloud.logged.filter((line) => line.includes("public access"))).to.have.length(1);
  });

  it("reject an invalid policy", async () => {
    expect(await catchFault(cloud.s3.putBucketPolicy({ ...createInput(), Policy: "no" }))).to.include({
      name: "MalformedPolicy",
    });
  });
});
