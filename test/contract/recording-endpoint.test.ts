import { expect } from "chai";
import { once } from "node:events";
import { connect, createServer, type ClientHttp2Session } from "node:http2";
import type { AddressInfo } from "node:net";
import { startRecordingEndpoint } from "./recording-endpoint";

/** The status of a request after up to three attempts, as AWS's clients make them; undefined if none was answered. */
async function requestStatus(client: ClientHttp2Session, path: string): Promise<number | undefined> {
  for (let tries = 3; tries > 0; tries -= 1) {
    const stream = client.request({ ":method": "POST", ":path": path });
    stream.end("{}");
    const status = await new Promise<number | undefined>((resolve) => {
      stream.on("response", (headers) => {
        resolve(headers[":status"]);
      });
      stream.on("error", () => undefined); // the stream is closed together with the session
      stream.on("close", () => {
        resolve(undefined);
      });
      stream.resume();
    });
    if (status !== undefined) return status;
  }
  return undefined;
}

describe("the contract with AWS: the recording endpoint", () => {
  it("continues over HTTP/2 after the cloud has closed an idle connection", async () => {
    const cloud = createServer((_, response) => response.end());
    cloud.listen(0, "127.0.0.1");
    await once(cloud, "listening");
    const sessionBegan = once(cloud, "session");
    const endpoint = await startRecordingEndpoint(`http://127.0.0.1:${(cloud.address() as AddressInfo).port}`);
    const client = connect(endpoint.url);
    try {
      expect(await requestStatus(client, "/first")).to.equal(200);
      const [session] = (await sessionBegan) as [ClientHttp2Session];
      session.destroy();
      expect(await requestStatus(client, "/second")).to.equal(200);
      expect(endpoint.recorded.map(({ target }) => target)).to.include.members(["/first", "/second"]);
    } finally {
      client.destroy();
      await endpoint.close();
      cloud.close();
    }
  });
});
