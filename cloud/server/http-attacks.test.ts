import { EventEmitter, once } from "node:events";
import { request as http1Request, type IncomingMessage } from "node:http";
import { connect as http2Connect, constants, type ClientHttp2Session } from "node:http2";
import { connect, createServer, type AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { openPort, type Port } from "./port";

const PREFACE = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
const SETTINGS = 4;
const PING = 6;
const GOAWAY = 7;
const HEADERS = 1;
const CONTINUATION = 9;
const ACKNOWLEDGED = 1;

/** A frame of HTTP/2 (RFC 9113, 4.1). */
function createFrame(type: number, payload: Buffer, { flags = 0, stream = 0 } = {}): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** Attacks on the port itself, each of limited size, over loopback. After each attack the next client is served. */
describe("attacks on the shared port of HTTP/1.1 and HTTP/2", () => {
  let port: Port;
  let served: string[] = [];
  const bugs: unknown[] = [];
  before(async () => {
    port = await openPort({ port: 0, socket: undefined, onBug: (error) => bugs.push(error) }, async (request) => {
      served.push(`${request.method} ${request.path} ${request.host}`);
      return { status: 200, headers: {}, body: await text(request.openBody()).catch(() => "broken off") };
    });
  });
  after(() => port.close());
  beforeEach(() => {
    served = [];
  });
  afterEach(async () => {
    const request = http1Request({ host: "127.0.0.1", port: port.port, method: "POST", path: "/well" }).end("well");
    const [response] = (await once(request, "response")) as [IncomingMessage];
    expect(await text(response)).to.equal("well");
    expect(bugs).to.deep.equal([]);
  });

  /** All bytes that the server sends until it closes the connection. */
  const exchangeBytes = async (...pieces: readonly (string | Buffer)[]): Promise<string> => {
    const socket = connect(port.port, "127.0.0.1").on("error", () => undefined);
    for (const piece of pieces) socket.write(piece);
    let answer = "";
    socket.on("data", (data: Buffer) => (answer += data.toString("latin1")));
    // Whether the system says that the server reset the connection depends on what of the request was still on its way.
    await new Promise((resolve) => socket.once("close", resolve));
    return answer;
  };
  const REQUEST = "POST /first HTTP/1.1\r\nHost: 127.0.0.1\r\n";
  const HIDDEN = "GET /hidden HTTP/1.1\r\nHost: evil.example\r\n\r\n";

  for (const [title, sent] of [
    ["both lengths", `${REQUEST}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${HIDDEN}`],
    ["two lengths", `${REQUEST}Content-Length: 0\r\nContent-Length: ${HIDDEN.length}\r\n\r\n${HIDDEN}`],
    [
      "a coding that is not chunked at its end",
      `${REQUEST}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${HIDDEN}`,
    ],
    ["a coding with a tab before it", `${REQUEST}Transfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n${HIDDEN}`],
    ["a blank before the colon", `${REQUEST}Content-Length : 5\r\n\r\nhello${HIDDEN}`],
    ["a length with a sign", `${REQUEST}Content-Length: +5\r\n\r\nhello${HIDDEN}`],
    [
      "a chunk whose length is not a number",
      `${REQUEST}Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n${HIDDEN}`,
    ],
    ["a chunk longer than it says", `${REQUEST}Transfer-Encoding: chunked\r\n\r\n1\r\nhello\r\n0\r\n\r\n${HIDDEN}`],
    [
      "a folded header",
      `${REQUEST}X-A: b\r\n Content-Length: 5\r\n\tc\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
    ],
    ["line feeds alone at the ends of lines", `${REQUEST}Content-Length: 0\r\n\r\n${HIDDEN}`.replaceAll("\r\n", "\n")],
    ["a line feed alone in a header", `${REQUEST}X-A: b\nContent-Length: 0\r\n\r\n${HIDDEN}`],
    ["a carriage return alone in a header", `${REQUEST}X-A: b\rContent-Length: 0\r\n\r\n${HIDDEN}`],
    ["a last chunk that ends with line feeds", `${REQUEST}Transfer-Encoding: chunked\r\n\r\n0\n\n${HIDDEN}`],
    ["a line feed in a chunk's extension", `${REQUEST}Transfer-Encoding: chunked\r\n\r\n0;\n\r\n\r\n${HIDDEN}`],
    [
      "a chunk's extension of a MiB",
      `${REQUEST}Transfer-Encoding: chunked\r\n\r\n0;${"a".repeat(1024 * 1024)}\r\n\r\n${HIDDEN}`,
    ],
    [
      "a length after the last chunk",
      `${REQUEST}Transfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: ${HIDDEN.length}\r\n\r\n${HIDDEN}`,
    ],
    ["the preface of HTTP/2 behind a request", `${REQUEST}Content-Length: 0\r\n\r\n${PREFACE.toString()}`],
    ["a request for a tunnel", "CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n"],
  ] as const)
    it(`can't smuggle a second request with ${title}, and lose the connection`, async () => {
      await exchangeBytes(sent);
      expect(served.filter((line) => line.includes("hidden") || line.includes("evil"))).to.deep.equal([]);
    });

  it("fail with two Host headers, whatever their values", async () => {
    const before = served.length;
    for (const second of ["evil.example", "127.0.0.1"])
      expect(await exchangeBytes(`${REQUEST}hOST: ${second}\r\nContent-Length: 2\r\n\r\nhi`)).to.match(
        /^HTTP\/1\.1 400 /,
      );
    expect(served.slice(before)).to.deep.equal([]);
  });

  it("can't change the protocol from HTTP/1.1", async () => {
    const answer = await exchangeBytes(
      `${REQUEST}Connection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\nContent-Length: 2\r\n\r\nhi`,
    );
    expect(answer).to.match(/^HTTP\/1\.1 200 /);
    expect(answer).not.to.contain("101");
  });

  it("disconnect clients that reset thousands of streams, but not those that reset some hundred", async () => {
    const sendResets = async (count: number): Promise<ClientHttp2Session> => {
      const session = http2Connect(`http://127.0.0.1:${port.port}`).on("error", () => undefined);
      for (let turn = 0; turn < count && !session.destroyed; turn += 1) {
        session
          .request({ ":method": "POST" })
          .on("error", () => undefined)
          .close(constants.NGHTTP2_CANCEL);
        if (turn % 100 === 0) await new Promise(setImmediate);
      }
      return session;
    };
    const some = await sendResets(500);
    const [answer] = (await once(some.request({ ":method": "POST" }).end("well"), "response")) as [object];
    expect(answer).to.include({ ":status": 200 });
    some.destroy();
    // The last streams may be under way when the session is closed.
    const many = await sendResets(20_000);
    if (!many.destroyed) await once(many, "close");
  });

  /**
   * Sends frames in an HTTP/2 session, and resolves when the server has closed it, or has answered the last frame, a
   * ping.
   */
  const floodWith = async (
    frames: Buffer,
    times: number,
    { reads = true, to = port.port } = {},
  ): Promise<"cut off" | "answered"> => {
    const socket = connect(to, "127.0.0.1").on("error", () => undefined);
    const isCut = new Promise<"cut off">((resolve) => socket.once("close", () => resolve("cut off")));
    const last = Buffer.from("the last");
    const firstAnswer = new Promise<"cut off" | "answered">((resolve) => {
      let rest = Buffer.alloc(0);
      socket.on("data", (data: Buffer) => {
        rest = Buffer.concat([rest, data]);
        while (rest.length >= 9 && rest.length >= 9 + rest.readUIntBE(0, 3)) {
          const end = 9 + rest.readUIntBE(0, 3);
          if (rest[3] === GOAWAY) resolve("cut off");
          if (rest[3] === PING && rest.subarray(9, end).equals(last)) resolve("answered");
          rest = rest.subarray(end);
        }
      });
    });
    if (!reads) socket.pause();
    socket.write(Buffer.concat([PREFACE, createFrame(SETTINGS, Buffer.alloc(0))]));
    for (let turn = 0; turn < times && !socket.destroyed; turn += 1) socket.write(frames);
    socket.write(createFrame(PING, last));
    await new Promise(setImmediate);
    socket.resume();
    const outcome = await Promise.race([isCut, firstAnswer]);
    socket.destroy();
    return outcome;
  };

  for (const [title, sent] of [
    ["settings", createFrame(SETTINGS, Buffer.alloc(0))],
    ["pings", createFrame(PING, Buffer.alloc(8))],
  ] as const)
    it(`disconnect clients that flood the port with ${title}, whether or not they read; some hundred are answered`, async () => {
      for (const reads of [true, false]) {
        expect(await floodWith(Buffer.concat(Array.from({ length: 300 }, () => sent)), 1, { reads })).to.equal(
          "answered",
        );
        expect(await floodWith(Buffer.concat(Array.from({ length: 20_000 }, () => sent)), 5, { reads })).to.equal(
          "cut off",
        );
      }
    });

  /**
   * Node has no option to disable its limits. A server without them answers the same floods, which proves that the
   * tests above can fail.
   */
  it("would succeed without limits: a port without them answers a whole flood", async () => {
    const limitless = createServer((socket) => {
      let rest = Buffer.alloc(0);
      socket.on("error", () => undefined);
      socket.on("data", (data: Buffer) => {
        rest = Buffer.concat([rest, data]);
        if (rest.subarray(0, PREFACE.length).equals(PREFACE)) rest = rest.subarray(PREFACE.length);
        for (let end; rest.length >= 9 && rest.length >= (end = 9 + rest.readUIntBE(0, 3)); rest = rest.subarray(end))
          if (rest[3] === PING) socket.write(createFrame(PING, rest.subarray(9, end), { flags: ACKNOWLEDGED }));
      });
    }).listen(0, "127.0.0.1");
    await once(limitless, "listening");
    const { port: to } = limitless.address() as AddressInfo;
    try {
      for (const type of [SETTINGS, PING]) {
        const sent = createFrame(type, Buffer.alloc(type === PING ? 8 : 0));
        const frames = Buffer.concat(Array.from({ length: 2_000 }, () => sent));
        for (const reads of [true, false]) expect(await floodWith(frames, 50, { reads, to })).to.equal("answered");
      }
    } finally {
      limitless.close();
    }
  });

  it("disconnect clients that send settings with a thousand values; ten values are answered", async () => {
    const createSettings = (values: number) =>
      createFrame(SETTINGS, Buffer.concat(Array.from({ length: values }, () => Buffer.from([0, 4, 0, 0, 255, 255]))));
    expect(await floodWith(createSettings(10), 1)).to.equal("answered");
    expect(await floodWith(createSettings(1000), 1)).to.equal("cut off");
  });

  it("disconnect clients whose headers never end, in continuations", async () => {
    const news = new EventEmitter();
    const socket = connect(port.port, "127.0.0.1")
      .on("error", () => undefined)
      .on("close", () => news.emit("closed"))
      .resume();
    const isClosed = once(news, "closed");
    socket.write(Buffer.concat([PREFACE, createFrame(SETTINGS, Buffer.alloc(0))]));
    // A literal header field without indexing, of 16,000 bytes: 0x00, then the lengths and bytes of name and value.
    const name = Buffer.concat([Buffer.from([0x00, 0x01, 0x61, 0x7f, 0x81, 0x7c]), Buffer.alloc(16_000, 0x61)]);
    socket.write(createFrame(HEADERS, name, { stream: 1 }));
    const more = createFrame(CONTINUATION, name, { stream: 1 });
    for (let turn = 0; turn < 5_000 && !socket.destroyed; turn += 1)
      if (!socket.write(more)) await Promise.race([once(socket, "drain").catch(() => undefined), isClosed]);
    await isClosed;
    expect(served).to.deep.equal([]);
  });

  it("disconnect clients that send more headers than a request has", async () => {
    const answer = await exchangeBytes(
      `${REQUEST}${Array.from({ length: 40_000 }, (_, index) => `x-${index}: ${index}\r\n`).join("")}\r\n`,
    );
    expect(answer).to.match(/^(?:HTTP\/1\.1 4\d\d |$)/);
    expect(served).to.deep.equal([]);
  });

  it("fail with frames that no client sends", async () => {
    for (const wrong of [
      createFrame(SETTINGS, Buffer.alloc(5)),
      createFrame(PING, Buffer.alloc(8), { stream: 1 }),
      createFrame(CONTINUATION, Buffer.alloc(8), { stream: 1 }),
      createFrame(HEADERS, Buffer.alloc(8, 0xff), { flags: 4 | ACKNOWLEDGED, stream: 1 }),
      Buffer.from("ffffff0400000000", "hex"),
    ]) {
      const socket = connect(port.port, "127.0.0.1").on("error", () => undefined);
      socket.write(Buffer.concat([PREFACE, createFrame(SETTINGS, Buffer.alloc(0)), wrong]));
      // The server's settings, or its message that it closes the session.
      await once(socket, "data");
      socket.destroy();
    }
    expect(served).to.deep.equal([]);
  });
});
