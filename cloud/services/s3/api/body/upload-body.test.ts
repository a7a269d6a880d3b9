import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import type { AwsFault } from "../../../../core/faults";
import { openPort } from "../../../../server/port";
import { catchFault } from "../../../../testing/use-cloud";
import { uploadBody } from "./upload-body";

describe("S3 upload bodies", () => {
  for (const [how, started] of [
    ["as they are", "Content-Length: 5\r\n\r\nhel"],
    [
      "in chunks",
      "Content-Length: 99\r\nContent-Encoding: aws-chunked\r\nX-Amz-Decoded-Content-Length: 5\r\n\r\n5\r\nhel",
    ],
  ] as const) {
    it(`that stop arriving, ${how}, get RequestTimeout, and their connection is closed`, () => stopUpload(started));
  }

  async function stopUpload(started: string): Promise<void> {
    const port = await openPort(
      {
        port: 0,
        socket: undefined,
        onBug: (error) => expect.fail(String(error)),
        limits: { silentMs: 100, keepAliveMs: 3_600_000 },
      },
      async (request) => {
        const read = async (): Promise<void> => {
          for await (const bytes of uploadBody(request, undefined).bytes) expect(String(bytes)).to.equal("hel");
        };
        const { code, status, headers } = (await catchFault(read())) as AwsFault;
        return { status, headers: { ...headers }, body: code };
      },
    );
    const socket = connect(port.port, "127.0.0.1");
    socket.write(`PUT /trips/a HTTP/1.1\r\nHost: x\r\n${started}`);
    const closed = once(socket, "close");
    expect(await text(socket)).to.match(/^HTTP\/1\.1 400 [^]*\r\nRequestTimeout$/);
    await closed;
    await port.close();
  }
});
