import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect as http2Connect } from "node:http2";
import { Agent, request as httpsRequest } from "node:https";
import { connect, type Socket } from "node:net";
import { json } from "node:stream/consumers";
import { expect } from "chai";
import { useEmptyFolder } from "./testing/temporary-folder";
import { startCloud, type Cloud } from "./index";

describe("a cloud with a TLS port", () => {
  const data = useEmptyFolder();
  let cloud: Cloud;
  const start = async (): Promise<Cloud> => startCloud({ port: 0, tlsPort: 0, speed: 0, seed: 1, data });
  beforeEach(async () => {
    cloud = await start();
  });
  afterEach(() => cloud.stop());
  const readTrusted = (): Buffer => readFileSync(cloud.certificateFile ?? "");
  const call = async (operation: string, body: object, agent = new Agent({ ca: readTrusted() })): Promise<unknown> => {
    const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": `Kinesis_20131202.${operation}` };
    const request = httpsRequest(cloud.tlsEndpoint ?? "", { method: "POST", headers, agent });
    request.end(JSON.stringify(body));
    const [response] = await once(request, "response");
    return operation.startsWith("List") ? json(response) : response.statusCode;
  };

  it("accepts HTTP/1.1 calls from clients that trust its certificate, and keeps data and certificate", async () => {
    expect(await call("CreateStream", { StreamName: "trips", ShardCount: 1 })).to.equal(200);
    const before = readTrusted();
    await cloud.stop();
    cloud = await start();
    expect(readTrusted()).to.deep.equal(before);
    expect(await call("ListStreams", {})).to.deep.include({ StreamNames: ["trips"] });
  });

  it("isn't trusted by other clients", async () => {
    const fault = await call("ListStreams", {}, new Agent()).catch((error: unknown) => error);
    expect(fault).to.have.property("code", "DEPTH_ZERO_SELF_SIGNED_CERT");
  });

  it("speaks HTTP/2 with clients that request it", async () => {
    const session = http2Connect(cloud.tlsEndpoint ?? "", { ca: readTrusted() });
    const stream = session.request({ ":path": "/_lab/health" });
    expect(await json(stream)).to.have.property("status");
    expect(session.alpnProtocol).to.equal("h2");
    const closed = once(session, "close");
    session.close();
    await closed;
  });

  it("closes the port with everything else, including clients without a handshake", async () => {
    const port = Number(new URL(cloud.tlsEndpoint ?? "").port);
    const silent: Socket = connect(port, "127.0.0.1");
    await once(silent, "connect");
    // This connection comes after the silent one: once this call is answered, the cloud has accepted the silent one,
    // too.
    await call("ListStreams", {});
    const closed = once(silent, "close");
    await cloud.stop();
    await closed;
    const [fault] = await once(connect(port, "127.0.0.1"), "error");
    expect(fault).to.have.property("code", "ECONNREFUSED");
    cloud = await start();
  });

  it("has neither endpoint nor certificate for TLS if none was requested", async () => {
    const plain = await startCloud({ port: 0 });
    expect([plain.tlsEndpoint, plain.certificateFile]).to.deep.equal([undefined, undefined]);
    await plain.stop();
  });
});
