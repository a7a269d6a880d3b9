import { request as http1Request } from "node:http";
import { connect as http2Connect } from "node:http2";
import { request as httpsRequest } from "node:https";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { once } from "node:events";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { createTemporaryFolder } from "../testing/temporary-folder";
import type { HttpReply, HttpRequest } from "../core/http";
import { Storage } from "../storage/storage";
import { loadCertificate } from "./certificate";
import { openPort, type Port } from "./port";

describe("the cloud's port", () => {
  const folder = createTemporaryFolder();
  const socket = join(folder, "s");
  let port: Port;
  const bugs: unknown[] = [];
  let answer: (request: HttpRequest) => Promise<HttpReply>;
  before(async () => {
    port = await openPort({ port: 0, socket, onBug: (error) => bugs.push(error) }, (request) => answer(request));
  });
  after(() => port.close());
  beforeEach(() => {
    answer = async (request) => ({
      status: 200,
      headers: {},
      body: `${request.method} ${request.path}?${request.query} ${await text(request.openBody())}`,
    });
  });

  const requestHttp1 = async (where: { port: number } | { socketPath: string }): Promise<string> => {
    const request = http1Request({ host: "127.0.0.1", ...where, method: "POST", path: "/a%20b?c=d" }).end("body");
    const [response] = await once(request, "response");
    return text(response);
  };

  it("speaks HTTP/1.1", async () => {
    expect(await requestHttp1({ port: port.port })).to.equal("POST /a%20b?c=d body");
  });

  it("speaks HTTP/2 without negotiation on the same port", async () => {
    const session = http2Connect(`http://127.0.0.1:${port.port}`);
    const stream = session.request({ ":method": "POST", ":path": "/a%20b?c=d" });
    stream.end("body");
    expect(await text(stream)).to.equal("POST /a%20b?c=d body");
    session.close();
  });

  it("listens on a unix socket too", async () => {
    expect(await requestHttp1({ socketPath: socket })).to.equal("POST /a%20b?c=d body");
  });

  it("distinguishes the protocols even if bytes arrive one by one", async () => {
    const client = connect(port.port, "127.0.0.1").setNoDelay();
    const answered = once(client, "data");
    // "P" could still be the beginning of HTTP/2's preface.
    for (const piece of ["P", "OST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok"]) {
      await new Promise((resolve) => client.write(piece, resolve));
    }
    const [data] = await answered;
    expect(String(data)).to.match(/^HTTP\/1\.1 200 OK/);
    client.destroy();
  });

  it("sends 100 Continue only when the body is read", async () => {
    let sawContinue = false;
    const ask = async (path: string): Promise<number> => {
      sawContinue = false;
      const request = http1Request({
        host: "127.0.0.1",
        port: port.port,
        method: "PUT",
        path,
        headers: { expect: "100-continue", "content-length": "4" },
      });
      request.on("continue", () => {
        sawContinue = true;
        request.end("body");
      });
      request.flushHeaders();
      const [response] = await once(request, "response");
      response.resume();
      request.destroy();
      return response.statusCode;
    };
    answer = async (request) =>
      request.path === "/refused"
        ? { status: 403, headers: {} }
        : { status: 200, headers: {}, body: await text(request.openBody()) };
    expect(await ask("/taken")).to.equal(200);
    expect(sawContinue).to.equal(true);
    expect(await ask("/refused")).to.equal(403);
    expect(sawContinue).to.equal(false);
  });

  it("reads a small body to its end though the request is refused, unless the client waits to send it", async () => {
    answer = () => Promise.resolve({ status: 412, headers: {}, body: "refused" });
    const send = async (length: number, more = ""): Promise<{ client: Socket; reply: string }> => {
      const client = connect(port.port, "127.0.0.1");
      client.write(`PUT / HTTP/1.1\r\nhost: x\r\n${more}content-length: ${length}\r\n\r\n`);
      const [reply] = (await once(client, "data")) as [Buffer];
      return { client, reply: String(reply).toLowerCase() };
    };
    for (const { client, reply } of [await send(2 ** 20 + 1), await send(4, "expect: 100-continue\r\n")]) {
      expect(reply).to.include("412 precondition failed").and.include("connection: close");
      client.destroy();
    }
    const { client, reply } = await send(2 ** 20);
    expect(reply).to.include("412 precondition failed").and.not.include("connection: close");
    client.write(Buffer.alloc(2 ** 20));
    client.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
    const [next] = (await once(client, "data")) as [Buffer];
    expect(String(next)).to.include("412 Precondition Failed");
    client.destroy();
  });

  it("streams a response, and destroys it when the client disconnects", async () => {
    let isDestroyed = (): void => undefined;
    const destroyed = new Promise<void>((resolve) => {
      isDestroyed = resolve;
    });
    const endless = new Readable({
      read() {
        this.push(Buffer.alloc(1024));
      },
      destroy(_error, done) {
        isDestroyed();
        done(null);
      },
    });
    answer = async () => ({ status: 200, headers: {}, body: endless });
    const request = http1Request({ host: "127.0.0.1", port: port.port }).end();
    const [response] = await once(request, "response");
    await once(response, "data");
    request.destroy();
    await destroyed;
  });

  for (const wire of ["HTTP/1.1", "HTTP/2"]) {
    it(`destroys a finished response if the client has disconnected, over ${wire}`, async () => {
      const body = new Readable({ read: () => undefined });
      let handleArrival = (): void => undefined;
      const isThere = new Promise<void>((resolve) => {
        handleArrival = resolve;
      });
      answer = async ({ disconnected: removed }) => {
        handleArrival();
        await once(removed, "abort");
        return { status: 200, headers: {}, body };
      };
      const session = wire === "HTTP/2" ? http2Connect(`http://127.0.0.1:${port.port}`) : undefined;
      const request = session?.request({ ":path": "/" }) ?? http1Request({ host: "127.0.0.1", port: port.port }).end();
      request.on("error", () => undefined);
      await isThere;
      const closed = once(body, "close");
      request.destroy();
      await closed;
      session?.destroy();
    });
  }

  it("disconnects clients that don't finish the TLS handshake, and survives clients that don't speak TLS", async () => {
    const storage = new Storage({ data: undefined, survivesPowerLoss: false, onCut: () => undefined });
    const { certificate, key } = await loadCertificate(storage);
    storage.close();
    const tls = { certificate, key, port: 0 };
    const options = { port: 0, socket: undefined, tls, onBug: (error: unknown) => bugs.push(error) };
    const other = await openPort({ ...options, limits: { firstBytesMs: 20 } }, (request) => answer(request));
    for (const words of ["", "POST / HTTP/1.1\r\n\r\n"]) {
      const client = connect(other.tlsPort ?? 0, "127.0.0.1");
      // On a busy machine, the words can arrive after the end: then the client gets a reset.
      client.on("error", () => undefined);
      client.resume().write(words);
      await new Promise((resolve) => client.once("close", resolve));
    }
    await other.close();
    const third = await openPort(options, (request) => answer(request));
    const request = httpsRequest({ host: "127.0.0.1", port: third.tlsPort, ca: certificate, path: "/a" }).end();
    const [response] = await once(request, "response");
    expect(await text(response)).to.equal("GET /a? ");
    await third.close();
    expect(bugs).to.deep.equal([]);
  });

  it("reports to a handler that the client disconnected", async () => {
    let handleArrival = (): void => undefined;
    const isThere = new Promise<void>((resolve) => {
      handleArrival = resolve;
    });
    const left = new Promise<void>((resolve) => {
      answer = async ({ disconnected: removed }) => {
        removed.addEventListener("abort", () => resolve());
        handleArrival();
        await left;
        return { status: 200, headers: {} };
      };
    });
    const request = http1Request({ host: "127.0.0.1", port: port.port }).end();
    request.on("error", () => undefined);
    await isThere;
    request.destroy();
    await left;
  });

  it("reports a response that can't be written, and continues", async () => {
    const answered = answer;
    answer = async () => ({ status: 200, headers: { "x-name": "snow \u2603" } });
    const request = http1Request({ host: "127.0.0.1", port: port.port }).end();
    const [error] = await once(request, "error");
    expect(error).to.have.property("code", "ECONNRESET");
    expect(bugs.splice(0)).to.have.lengthOf(1);
    answer = answered;
    expect(await requestHttp1({ port: port.port })).to.equal("POST /a%20b?c=d body");
  });

  it("returns 400 for requests that aren't HTTP, and continues", async () => {
    const client = connect(port.port, "127.0.0.1");
    client.write("hello there, this is not a request\r\n\r\n");
    const [data] = await once(client, "data");
    expect(String(data)).to.match(/^HTTP\/1\.1 400/);
    client.destroy();
    expect(await requestHttp1({ port: port.port })).to.equal("POST /a%20b?c=d body");
  });
});
