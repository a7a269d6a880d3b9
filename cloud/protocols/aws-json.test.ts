import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { expect } from "chai";
import { kinesis } from "../services/kinesis/service";
import { findUnemulated } from "../testing/find-unemulated";
import { useCloud } from "../testing/use-cloud";

describe("AWS JSON", () => {
  const cloud = useCloud();
  const call = async (
    operation: string,
    body: string,
    type = "application/x-amz-json-1.1",
  ): Promise<{ status: number; body: string; headers: Headers }> => {
    const reply = await fetch(cloud.running.endpoint, {
      method: "POST",
      headers: { "content-type": type, "x-amz-target": `Kinesis_20131202.${operation}` },
      body,
    });
    return { status: reply.status, body: await reply.text(), headers: reply.headers };
  };

  it("answers an operation without output with an empty body (KDS-001)", async () => {
    const { status, body } = await call("CreateStream", '{"StreamName":"trips","ShardCount":1}');
    expect([status, body]).to.deep.equal([200, ""]);
  });

  it("gives every response a request id and its own content type", async () => {
    const { headers } = await call("ListStreams", "{}");
    expect(headers.get("x-amzn-requestid")).to.match(/^[0-9a-f-]{36}$/);
    expect(headers.get("content-type")).to.equal("application/x-amz-json-1.1");
  });

  // Recorded on AWS by LocalStack, 2025-09-19 (test_basic_operations_multiple_protocols).
  it("spells the request id's header as AWS does, for clients that compare its case", async () => {
    const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": "Kinesis_20131202.ListStreams" };
    const sent = request(cloud.running.endpoint, { method: "POST", headers }).end("{}");
    const [reply] = (await once(sent, "response")) as [IncomingMessage];
    reply.resume();
    expect(reply.rawHeaders).to.include("x-amzn-RequestId");
  });

  const unreadable: Record<string, string> = {
    "no JSON": "{",
    "a list": "[]",
    "a string": '"x"',
    "a number where a string is wanted (KDS-002)": '{"StreamName":1}',
    "a string where a number is wanted (KDS-002)": '{"StreamName":"a","ShardCount":"1"}',
    "data that is not base64": '{"StreamName":"a","PartitionKey":"k","Data":"!!"}',
  };
  for (const [title, body] of Object.entries(unreadable)) {
    it(`returns SerializationException for ${title}`, async () => {
      const reply = await call(body.includes("Data") ? "PutRecord" : "CreateStream", body);
      expect(reply.status).to.equal(400);
      expect(JSON.parse(reply.body)).to.include({ __type: "SerializationException" });
    });
  }

  it("rejects unknown operations", async () => {
    expect(JSON.parse((await call("MakeStream", "{}")).body)).to.include({ __type: "UnknownOperationException" });
    expect(JSON.parse((await call("constructor", "{}")).body)).to.include({ __type: "UnknownOperationException" });
    const unemulated = findUnemulated(kinesis);
    const known = await call(unemulated, "{}");
    expect(known.status).to.equal(501);
    expect(JSON.parse(known.body)).to.deep.equal({
      __type: "NotImplemented",
      message: `The lab cloud does not emulate kinesis ${unemulated}.`,
    });
  });

  it("isn't confused by property names that every object inherits", async () => {
    await call("CreateStream", '{"StreamName":"__proto__","ShardCount":1,"__proto__":{"StreamName":"x"}}');
    const { body } = await call("ListStreams", "{}");
    expect(JSON.parse(body).StreamNames).to.deep.equal(["__proto__"]);
  });

  it("rejects a body above the service's limit", async () => {
    expect((await call("PutRecord", " ".repeat(17 * 1024 * 1024))).status).to.equal(413);
  });
});
