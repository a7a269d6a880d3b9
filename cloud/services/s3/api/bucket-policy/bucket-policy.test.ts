import { expect } from "chai";
import { NOTE_HEADER } from "../../../../core/notes";
import { catchFault, useCloud } from "../../../../testing/use-cloud";
import { useBucket } from "../../testing/use-upload";

const OBJECTS = "arn:aws:s3:::trips/*";

const OWNER = "arn:aws:iam::000000000000:root";

/** A statement that denies everybody. */
const createDenial = (Action: string | string[], more: object = {}): object => ({
  Effect: "Deny",
  Principal: "*",
  Action,
  Resource: OBJECTS,
  ...more,
});

describe("S3 bucket policies", () => {
  const cloud = useCloud();
  const bucket = useBucket(cloud);
  const target = { Bucket: bucket.name };
  const it1 = { ...target, Key: "1" };
  const putPolicy = (...Statement: object[]) =>
    cloud.s3.putBucketPolicy({ ...target, Policy: JSON.stringify({ Version: "2012-10-17", Statement }) });
  const describeDenial = (action: string, key = "1"): object => ({
    name: "AccessDenied",
    message: `User: arn:aws:iam::000000000000:root is not authorized to perform: ${action} on resource: "arn:aws:s3:::trips/${key}" with an explicit deny in a resource-based policy`,
  });

  const upload = { ...it1, UploadId: "u" };
  const copy = { CopySource: "trips/1" };
  const Tagging = { TagSet: [] };
  const doors: readonly (readonly [action: string, ask: () => Promise<unknown>])[] = [
    ["s3:AbortMultipartUpload", () => cloud.s3.abortMultipartUpload(upload)],
    ["s3:DeleteObject", () => cloud.s3.deleteObject(it1)],
    ["s3:DeleteObjectTagging", () => cloud.s3.deleteObjectTagging(it1)],
    ["s3:DeleteObjectVersion", () => cloud.s3.deleteObject({ ...it1, VersionId: "null" })],
    ["s3:GetObject", () => cloud.s3.getObject(it1)],
    ["s3:GetObject", () => cloud.s3.copyObject({ ...it1, Key: "2", ...copy })],
    ["s3:GetObjectAttributes", () => cloud.s3.getObjectAttributes({ ...it1, ObjectAttributes: ["ETag"] })],
    ["s3:GetObjectTagging", () => cloud.s3.getObjectTagging(it1)],
    ["s3:GetObjectVersion", () => cloud.s3.getObject({ ...it1, VersionId: "null" })],
    ["s3:ListMultipartUploadParts", () => cloud.s3.listParts(upload)],
    ["s3:PutObject", () => cloud.s3.completeMultipartUpload(upload)],
    ["s3:PutObject", () => cloud.s3.copyObject({ ...it1, ...copy, StorageClass: "STANDARD" })],
    ["s3:PutObject", () => cloud.s3.createMultipartUpload(it1)],
    ["s3:PutObject", () => cloud.s3.putObject({ ...it1, Body: "1" })],
    ["s3:PutObject", () => cloud.s3.uploadPart({ ...upload, Body: "1", PartNumber: 1 })],
    ["s3:PutObject", () => cloud.s3.uploadPartCopy({ ...upload, ...copy, PartNumber: 1 })],
    ["s3:PutObjectTagging", () => cloud.s3.putObjectTagging({ ...it1, Tagging })],
    ["s3:PutObjectTagging", () => cloud.s3.putObject({ ...it1, Body: "1", Tagging: "a=b" })],
  ];

  it("deny everyone the actions in a Deny, on every path, and nothing else (SVC-060)", async () => {
    await bucket.put("1", "1");
    for (const [action, ask] of doors) {
      await putPolicy(createDenial(action));
      expect(await catchFault(ask()), action).to.include(describeDenial(action));
    }
    // The answer to a HEAD has no body, and so no error message.
    await putPolicy(createDenial("s3:GetObject"));
    expect(await catchFault(cloud.s3.headObject(it1))).to.nested.include({
      "$metadata.httpStatusCode": 403,
    });
    await putPolicy(createDenial("s3:DeleteObject", { Resource: "arn:aws:s3:::trips/?" }));
    const { Deleted, Errors } = await cloud.s3.deleteObjects({
      ...target,
      Delete: { Objects: [{ Key: "1" }, { Key: "22" }] },
    });
    expect(Deleted?.map(({ Key }) => Key)).to.deep.equal(["22"]);
    const denied = describeDenial("s3:DeleteObject") as { readonly name: string; readonly message: string };
    expect(Errors).to.deep.equal([{ Key: "1", Code: denied.name, Message: denied.message }]);
    expect(await bucket.readText("1")).to.equal("1");
  });

  it("apply to forms, too", async () => {
    const form = new FormData();
    const policy = Buffer.from(
      JSON.stringify({ expiration: "2999-01-01T00:00:00Z", conditions: [{ bucket: "trips" }, { key: "1" }] }),
    ).toString("base64");
    const fields = { key: "1", policy, AWSAccessKeyId: "any", signature: "any" };
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set("file", new Blob(["1"]), "1");
    await putPolicy(createDenial("s3:PutObject"));
    const answer = await fetch(`${cloud.running.endpoint}/trips`, { method: "POST", body: form });
    expect(answer.status).to.equal(403);
    expect(await answer.text()).to.contain("<Code>AccessDenied</Code>");
  });

  it("support AWS's wildcards and any spelling of actions and principals, and can be deleted", async () => {
    for (const statement of [
      createDenial("S3:putobject"),
      createDenial(["s3:Get*", "s3:Put*"]),
      createDenial("*"),
      createDenial("s3:Put?bject", { Principal: { AWS: "*" } }),
      createDenial("s3:*", { Principal: { AWS: ["*"] }, Resource: ["arn:aws:s3:::trips", OBJECTS] }),
      createDenial("s3:PutObject", { Resource: "*" }),
    ]) {
      await putPolicy(statement);
      expect(await catchFault(bucket.put("1", "1")), JSON.stringify(statement)).to.include(
        describeDenial("s3:PutObject"),
      );
    }
    await putPolicy(createDenial("s3:PutObject", { Resource: "arn:aws:s3:::trips/raw/*" }));
    await bucket.put("1", "1");
    expect(await catchFault(bucket.put("raw/1", "1"))).to.include(describeDenial("s3:PutObject", "raw/1"));
    await cloud.s3.deleteBucketPolicy(target);
    await bucket.put("raw/1", "1");
  });

  const ENCRYPTION = "s3:x-amz-server-side-encryption";
  const conditions: readonly (readonly [condition: object, isDenied: object, isAllowed: object])[] = [
    [{ Null: { [ENCRYPTION]: "true" } }, {}, { ServerSideEncryption: "AES256" }],
    [{ Null: { [ENCRYPTION]: false } }, { ServerSideEncryption: "AES256" }, {}],
    [{ StringNotEquals: { [ENCRYPTION]: ["aws:kms", "AES256"] } }, {}, { ServerSideEncryption: "AES256" }],
    [
      { StringNotEqualsIgnoreCase: { [`${ENCRYPTION}-aws-kms-key-id`]: "ALIAS/AWS/S3" } },
      { ServerSideEncryption: "aws:kms" },
      { ServerSideEncryption: "aws:kms", SSEKMSKeyId: "alias/aws/s3" },
    ],
    [
      { StringLike: { "S3:X-Amz-Storage-Class": "*_IA" } },
      { StorageClass: "ONEZONE_IA" },
      { StorageClass: "STANDARD" },
    ],
    [{ StringEqualsIfExists: { "s3:x-amz-storage-class": "STANDARD" } }, {}, { StorageClass: "ONEZONE_IA" }],
    [
      { StringEquals: { "s3:x-amz-acl": "private" }, Null: { [ENCRYPTION]: "true" } },
      { ACL: "private" },
      { ACL: "bucket-owner-full-control" },
    ],
  ];

  it("evaluate conditions on headers, by which encryption can be required (SVC-060)", async () => {
    for (const [Condition, denied, allowed] of conditions) {
      await putPolicy(createDenial("s3:PutObject", { Condition }));
      const [put1, put2] = [denied, allowed].map((more) => ({ ...it1, Body: "1", ...more }));
      expect(await catchFault(cloud.s3.putObject({ ...it1, ...put1 })), JSON.stringify(Condition)).to.include(
        describeDenial("s3:PutObject"),
      );
      await cloud.s3.putObject({ ...it1, ...put2 });
    }
  });

  it("check the headers of an upload only where it begins", async () => {
    await putPolicy(createDenial("s3:PutObject", { Condition: { Null: { [ENCRYPTION]: "true" } } }));
    expect(await catchFault(cloud.s3.createMultipartUpload(it1))).to.include(describeDenial("s3:PutObject"));
    const { UploadId } = await cloud.s3.createMultipartUpload({ ...it1, ServerSideEncryption: "AES256" });
    const { ETag } = await cloud.s3.uploadPart({ ...it1, UploadId, PartNumber: 1, Body: "1" });
    await cloud.s3.completeMultipartUpload({ ...it1, UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } });
    expect(await bucket.readText("1")).to.equal("1");
  });

  it("deny everyone the bucket's operations, except those on the policy itself (SVC-060)", async () => {
    await putPolicy(createDenial("s3:*", { Resource: "arn:aws:s3:::trips" }));
    for (const [action, ask] of [
      ["s3:GetBucketPublicAccessBlock", () => cloud.s3.getPublicAccessBlock(target)],
      ["s3:ListBucket", () => cloud.s3.listObjectsV2(target)],
      ["s3:PutBucketTagging", () => cloud.s3.deleteBucketTagging(target)],
    ] as const)
      expect(await catchFault(ask()), action).to.include({
        name: "AccessDenied",
        message: `User: ${OWNER} is not authorized to perform: ${action} on resource: "arn:aws:s3:::trips" with an explicit deny in a resource-based policy`,
      });
    await bucket.put("1", "1");
    expect((await cloud.s3.getBucketPolicy(target)).Policy).to.contain("Deny");
    await cloud.s3.deleteBucketPolicy(target);
    await cloud.s3.listObjectsV2(target);
  });

  const allow = (more: object = {}): object => ({
    Effect: "Allow",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: OBJECTS,
    ...more,
  });
  const publicStatements = [
    allow(),
    allow({ Principal: { AWS: ["*", OWNER] } }),
    allow({ Condition: { StringLike: { "aws:Referer": "https://example.com/*" } } }),
    allow({ Condition: { StringLike: { "aws:SourceVpc": "vpc-*" } } }),
    allow({ Condition: { StringEqualsIfExists: { "aws:SourceVpc": "vpc-1" } } }),
    allow({ Condition: { IpAddress: { "aws:SourceIp": ["10.0.0.0/16", "0.0.0.0/1"] } } }),
  ];
  const limitedStatements = [
    allow({ Principal: { AWS: OWNER } }),
    allow({ Principal: { Service: "logging.s3.amazonaws.com" } }),
    allow({ Condition: { StringEquals: { "aws:SourceAccount": "000000000000" } } }),
    allow({ Condition: { IpAddress: { "aws:SourceIp": ["10.0.0.0/16", "2001:db8::/32", "10.0.0.1"] } } }),
    createDenial("s3:*"),
  ];

  it("are refused if they are public, unless the bucket allows public policies (SVC-061)", async () => {
    for (const statement of publicStatements)
      expect(await catchFault(putPolicy(statement)), JSON.stringify(statement)).to.include({
        name: "AccessDenied",
        message: `User: ${OWNER} is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::trips" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
      });
    const isPublic = async (statement: object): Promise<boolean | undefined> => {
      await putPolicy(statement);
      return (await cloud.s3.getBucketPolicyStatus(target)).PolicyStatus?.IsPublic;
    };
    for (const statement of limitedStatements)
      expect(await isPublic(statement), JSON.stringify(statement)).to.equal(false);
    await cloud.s3.deletePublicAccessBlock(target);
    for (const statement of publicStatements)
      expect(await isPublic(statement), JSON.stringify(statement)).to.equal(true);
  });

  it("can't allow everyone but some", async () => {
    const statement = allow({ Principal: undefined });
    expect(await catchFault(putPolicy({ ...statement, NotPrincipal: { AWS: OWNER } }))).to.include({
      name: "MalformedPolicy",
    });
  });

  it("report unevaluated parts in the response, and once in the log (SVC-060)", async () => {
    const notes: (string | undefined)[] = [];
    cloud.s3.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        notes.push((result.response as { headers: Record<string, string> }).headers[NOTE_HEADER]);
        return result;
      },
      { step: "deserialize" },
    );
    await putPolicy(createDenial("s3:PutObject"), createDenial("s3:GetObject"));
    expect(notes).to.deep.equal([undefined]);
    for (const statement of [
      createDenial("s3:*", { Condition: { Bool: { "aws:SecureTransport": "false" } } }),
      createDenial("s3:*", { Condition: { StringEquals: { "s3:x-amz-acl": "${aws:username}" } } }),
      createDenial("s3:*", { Condition: { NumericLessThan: { "s3:x-amz-acl": "1" } } }),
      createDenial("s3:*", { Principal: { AWS: "arn:aws:iam::000000000000:role/other" } }),
      createDenial("s3:*", { Principal: undefined, NotPrincipal: { AWS: "arn:aws:iam::000000000000:root" } }),
      createDenial("s3:*", { Action: undefined, NotAction: "s3:GetObject" }),
      createDenial("s3:*", { Resource: "arn:aws:s3:::trips/${aws:username}/*" }),
      { Effect: "Allow", Principal: { AWS: OWNER }, Action: "s3:GetObject", Resource: OBJECTS },
    ]) {
      notes.length = 0;
      await putPolicy(statement);
      expect(notes[0], JSON.stringify(statement)).to.match(/^S3: of a bucket's policy, the lab cloud weighs only/);
      await bucket.put("1", "1");
      await cloud.s3.listObjectsV2(target);
    }
    expect(cloud.logged.filter((line) => line.includes("bucket's policy"))).to.have.lengthOf(1);
  });
});
