import { request as sendRequest, type IncomingMessage } from "node:http";
import { once } from "node:events";
import { Sha256 } from "@smithy/core/checksum";
import { HttpRequest } from "@smithy/core/protocols";
import { SignatureV4 } from "@smithy/signature-v4";
import { expect } from "chai";
import type { Keys } from "../core/role-sessions";
import { useCloud, type TestCloud } from "../testing/use-cloud";

const QUERY = { Action: "ListQueues", Version: "2012-11-05" };
const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "000000000000" } }],
});

/** Presigns a GET, with its path as it is, and returns its target. */
async function createPresignedTarget(
  cloud: TestCloud,
  { accessKeyId, secretAccessKey }: Keys,
  path = "/",
): Promise<string> {
  const credentials = { accessKeyId, secretAccessKey };
  const signer = new SignatureV4({
    service: "sqs",
    region: "us-east-1",
    credentials,
    sha256: Sha256,
    uriEscapePath: false,
  });
  const headers = { host: `127.0.0.1:${cloud.running.port}` };
  const { query = {} } = await signer.presign(new HttpRequest({ method: "GET", path, query: QUERY, headers }));
  return `${path}?${new URLSearchParams(query as Record<string, string>).toString()}`;
}

/** Sends a GET with the target as it is: `fetch` would resolve its dots. */
async function getStatus(cloud: TestCloud, path: string): Promise<number | undefined> {
  const { port } = cloud.running;
  const request = sendRequest({ host: "127.0.0.1", port, path, agent: false }).end();
  const [response] = (await once(request, "response")) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}

// Both forms are those of AWS's own signing test suite: `npm run judge -- signatures`.
describe("a signature of another client than the SDKs", () => {
  const cloud = useCloud({ keys: "own", iam: "on" });

  for (const path of ["/.", "/./", "//", "/a/..", "/a//../"])
    it(`may cover the path ${path} without resolving it`, async () => {
      const target = await createPresignedTarget(cloud, cloud.running.credentials, path);
      expect(await getStatus(cloud, target)).to.equal(200);
      expect(await getStatus(cloud, target.replace(path, "/b/"))).to.equal(403);
    });

  it("may leave out the session's token in a presigned URL, but proves the session's secret", async () => {
    await cloud.iam.createRole({ RoleName: "reader", AssumeRolePolicyDocument: TRUST });
    const assume = async (RoleSessionName: string) => {
      const RoleArn = "arn:aws:iam::000000000000:role/reader";
      const { Credentials } = await cloud.sts.assumeRole({ RoleArn, RoleSessionName });
      const keys = { accessKeyId: Credentials?.AccessKeyId ?? "", secretAccessKey: Credentials?.SecretAccessKey ?? "" };
      return { keys, token: `&X-Amz-Security-Token=${encodeURIComponent(Credentials?.SessionToken ?? "")}` };
    };
    const [ana, ben] = [await assume("ana"), await assume("ben")];
    const target = await createPresignedTarget(cloud, ana.keys);
    expect(await getStatus(cloud, target + ana.token)).to.equal(200);
    expect(await getStatus(cloud, target + ben.token)).to.equal(403);
    expect(await getStatus(cloud, target)).to.equal(403);
  });

  // The AWS CLI's and boto3's HTTP client sends such a string in UTF-8, `fetch` in Latin-1. Both sign it in UTF-8.
  for (const encoding of ["utf8", "latin1"] as const)
    it(`may cover a header whose value is sent in ${encoding}`, async () => {
      const { accessKeyId, secretAccessKey } = cloud.running.credentials;
      const credentials = { accessKeyId, secretAccessKey };
      const signer = new SignatureV4({ service: "sqs", region: "us-east-1", credentials, sha256: Sha256 });
      const { port } = cloud.running;
      const headers = { host: `127.0.0.1:${port}`, "x-place": "Café" };
      const signed = await signer.sign(new HttpRequest({ method: "GET", path: "/", query: QUERY, headers }));
      const send = async (place: string): Promise<number | undefined> => {
        const values = { ...signed.headers, "x-place": Buffer.from(place, encoding).toString("latin1") };
        const path = `/?${new URLSearchParams(QUERY).toString()}`;
        const request = sendRequest({ host: "127.0.0.1", port, path, headers: values, agent: false }).end();
        const [response] = (await once(request, "response")) as [IncomingMessage];
        response.resume();
        return response.statusCode;
      };
      expect(await send("Café")).to.equal(200);
      expect(await send("Cafè")).to.equal(403);
    });
});
