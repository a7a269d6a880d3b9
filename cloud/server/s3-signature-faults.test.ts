import { createHash, createHmac } from "node:crypto";
import { S3 } from "@aws-sdk/client-s3";
import { Sha256 } from "@smithy/core/checksum";
import { getSigningKey } from "@smithy/signature-v4";
import { expect } from "chai";
import { createPresignedUrl } from "../services/s3/testing/presigned-url";
import { catchFault, useCloud } from "../testing/use-cloud";

type Fault = Readonly<Record<string, string>>;

const toBytes = (text = "") => (Buffer.from(text).toString("hex").match(/../g) ?? []).join(" ");
/** A time as S3 writes it: without milliseconds. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

describe("S3's fault for a failed signature", () => {
  const cloud = useCloud({ keys: "own" });
  beforeEach(() => cloud.s3.createBucket({ Bucket: "trips" }));

  const requestWith = (credentials: { accessKeyId: string; secretAccessKey: string }, systemClockOffset = 0) =>
    catchFault(
      new S3({
        endpoint: cloud.running.endpoint,
        region: cloud.running.region,
        credentials,
        systemClockOffset,
        maxAttempts: 1,
      }).listObjectsV2({
        Bucket: "trips",
        Prefix: "a b+ü/",
      }),
    );
  /** The status of the answer, and the elements of its document. */
  const ask = async (url: string, init: RequestInit = {}): Promise<Fault> => {
    const reply = await fetch(url, init);
    const elements = (await reply.text()).matchAll(/<([\w-]+)>([^<]*)<\//g);
    return { status: String(reply.status), ...Object.fromEntries([...elements].map(([, name, text]) => [name, text])) };
  };
  const createUrl = (signedAt = new Date(), expiresInSeconds = 60) =>
    createPresignedUrl(cloud.running, { method: "GET", path: "trips/a", expiresInSeconds, signedAt });

  // Members as recorded on AWS by LocalStack, 2026-02-21 (test_presigned_url_signature_authentication).
  it("shows what should have been signed, which the client's own secret turns into its signature", async () => {
    const { accessKeyId } = cloud.running.credentials;
    const fault = (await requestWith({ accessKeyId, secretAccessKey: "wrong" })) as unknown as Fault;
    const { StringToSign = "", CanonicalRequest = "" } = fault;
    expect(fault).to.include({ name: "SignatureDoesNotMatch", AWSAccessKeyId: accessKeyId });
    const [, , scope = "", hash] = StringToSign.split("\n");
    expect(hash).to.equal(createHash("sha256").update(CanonicalRequest).digest("hex"));
    const [day = "", region = "", service = ""] = scope.split("/");
    const key = await getSigningKey(Sha256, { accessKeyId, secretAccessKey: "wrong" }, day, region, service);
    expect(fault["SignatureProvided"]).to.equal(createHmac("sha256", key).update(StringToSign).digest("hex"));
    expect(fault["StringToSignBytes"]).to.equal(toBytes(StringToSign));
    expect(fault["CanonicalRequestBytes"]).to.equal(toBytes(CanonicalRequest));
  });

  it("shows an encoded slash of the path as a slash (test_pre_signed_url_forward_slash_bucket)", async () => {
    const url = new URL(await createUrl());
    url.pathname = `/%2F${url.pathname.slice(1)}`;
    const { Code, CanonicalRequest } = await ask(url.href.replace("Signature=", "Signature=0"));
    expect([Code, CanonicalRequest?.split("\n").slice(0, 2)]).to.deep.equal([
      "SignatureDoesNotMatch",
      ["GET", "//trips/a"],
    ]);
  });

  it("shows the text of Version 2, which has no canonical request", async () => {
    const { accessKeyId } = cloud.running.credentials;
    const fault = await ask(
      `${cloud.running.endpoint}/trips/a?AWSAccessKeyId=${accessKeyId}&Signature=wrong&Expires=4000000000`,
    );
    const StringToSign = "GET\n\n\n4000000000\n/trips/a";
    expect(fault).to.include({ Code: "SignatureDoesNotMatch", AWSAccessKeyId: accessKeyId, StringToSign });
    expect(fault).to.include({ SignatureProvided: "wrong", StringToSignBytes: toBytes(StringToSign) });
    expect(fault).not.to.have.property("CanonicalRequest");
  });

  it("shows the policy of a form (test_post_request_malformed_policy)", async () => {
    const post = (accessKeyId: string) => {
      const body = new FormData();
      const fields = { key: "a", policy: "eyJ9", AWSAccessKeyId: accessKeyId, signature: "wrong" };
      for (const [name, value] of Object.entries(fields)) body.set(name, value);
      body.set("file", new Blob(["a"]));
      return ask(`${cloud.running.endpoint}/trips`, { method: "POST", body });
    };
    const { accessKeyId } = cloud.running.credentials;
    const fault = await post(accessKeyId);
    expect(fault).to.include({ status: "403", Code: "SignatureDoesNotMatch", AWSAccessKeyId: accessKeyId });
    expect(fault).to.include({ StringToSign: "eyJ9", StringToSignBytes: "65 79 4a 39", SignatureProvided: "wrong" });
    expect(await post("AKIANONE")).to.include({ Code: "InvalidAccessKeyId", AWSAccessKeyId: "AKIANONE" });
  });

  // Values as AWS's users quote them (aws/aws-sdk-php #1333, aws/aws-sdk-js #3493).
  it("says when a presigned URL expired", async () => {
    const { ServerTime, ...fault } = await ask(await createUrl(new Date("2026-01-02T03:04:05Z"), 60));
    expect(fault).to.include({ status: "403", Code: "AccessDenied", Message: "Request has expired" });
    expect(fault).to.include({ "X-Amz-Expires": "60", Expires: "2026-01-02T03:05:05Z" });
    expect(ServerTime).to.match(TIME);
    const { accessKeyId } = cloud.running.credentials;
    const old = await ask(
      `${cloud.running.endpoint}/trips/a?AWSAccessKeyId=${accessKeyId}&Signature=any&Expires=1767323045`,
    );
    expect(old).to.include({ Message: "Request has expired", Expires: "2026-01-02T03:04:05Z" });
    expect(old).not.to.have.property("X-Amz-Expires");
  });

  it("names an unknown key", async () => {
    const fault = await requestWith({ accessKeyId: "AKIANONE", secretAccessKey: "any" });
    expect(fault).to.include({ name: "InvalidAccessKeyId", AWSAccessKeyId: "AKIANONE" });
  });

  // Values as AWS's users quote them (versity/versitygw #1514).
  it("says how far off the client's clock is", async () => {
    const fault = (await requestWith(cloud.running.credentials, -60 * 60 * 1000)) as unknown as Fault;
    expect(fault).to.include({ name: "RequestTimeTooSkewed", MaxAllowedSkewMilliseconds: "900000" });
    expect(fault["RequestTime"]).to.match(/^\d{8}T\d{6}Z$/);
    expect(fault["ServerTime"]).to.match(TIME);
  });

  it("compares the hashes of a body that isn't the signed one", async () => {
    const { endpoint, region, credentials } = cloud.running;
    const s3 = new S3({ endpoint, region, credentials, maxAttempts: 1 });
    const hash = (text: string) => createHash("sha256").update(text).digest("hex");
    let [signed, sent] = ["", ""];
    s3.middlewareStack.add(
      (next) => (args) => {
        const request = args.request as { body: string };
        signed = request.body;
        sent = request.body = signed.replace("week-1", "week-2");
        return next(args);
      },
      { step: "deserialize", priority: "low" },
    );
    const Tagging = { TagSet: [{ Key: "lab", Value: "week-1" }] };
    const fault = await catchFault(s3.putBucketTagging({ Bucket: "trips", Tagging }));
    expect(sent).to.contain("week-2");
    expect(fault).to.include({ name: "XAmzContentSHA256Mismatch", ClientComputedContentSHA256: hash(signed) });
    expect(fault).to.include({ S3ComputedContentSHA256: hash(sent) });
  });

  for (const name of ["Algorithm", "Credential", "Signature", "Date", "SignedHeaders", "Expires"])
    it(`lists the parameters of a presigned URL if X-Amz-${name} is missing (test_s3_put_presigned_url_missing_sig_param)`, async () => {
      const url = new URL(await createUrl());
      url.searchParams.delete(`X-Amz-${name}`);
      expect(await ask(url.href)).to.include({
        status: "400",
        Code: "AuthorizationQueryParametersError",
        Message:
          "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
      });
    });

  it("lists the parameters of Version 2", async () => {
    expect(await ask(`${cloud.running.endpoint}/trips/a?AWSAccessKeyId=any&Signature=any`)).to.include({
      status: "403",
      Code: "AccessDenied",
      Message: "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters",
    });
  });

  for (const [parameter, value, message] of [
    [
      "Credential",
      "AKIA%2F20260102%2Fus-east-1%2Fs3%2Faws4_request",
      "Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting &quot;&lt;YOUR-AKID&gt;/YYYYMMDD/REGION/SERVICE/aws4_request&quot;.",
    ],
    ["Expires", "soon", "X-Amz-Expires should be a number"],
    ["Expires", "-1", "X-Amz-Expires must be non-negative"],
    [
      "Expires",
      "604801",
      "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds",
    ],
  ] as const)
    it(`explains that X-Amz-${parameter} can't be ${value}`, async () => {
      const url = new URL(await createUrl());
      url.searchParams.set(`X-Amz-${parameter}`, value);
      const Code = "AuthorizationQueryParametersError";
      expect(await ask(url.href)).to.include({ status: "400", Code, Message: message });
    });
});
