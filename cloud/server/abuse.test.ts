import { EventEmitter, once } from "node:events";
import { openSync, writeFileSync } from "node:fs";
import { request as http1Request, type IncomingMessage } from "node:http";
import { connect as http2Connect, constants } from "node:http2";
import { connect, type Socket } from "node:net";
import { Readable } from "node:stream";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { createTemporaryFolder } from "../testing/temporary-folder";
import { FileStream } from "../core/file-stream";
import { catchFault } from "../testing/use-cloud";
import { BodyReader } from "../protocols/bodies";
import { openPort, type Port } from "./port";
import { CallTracker } from "./front";

const MEBIBYTE = 1024 * 1024;

/** Resolves when a connection is closed; unlike `once`, also after an error such as a reset. */
const waitForClose = (connection: EventEmitter): Promise<unknown> =>
  new Promise((resolve) => {
    connection.once("close", resolve);
  });

describe("slow and broken clients", () => {
  let port: Port;
  const bugs: unknown[] = [];
  before(async () => {
    const limits = { firstBytesMs: 40, headersMs: 40, silentMs: 400, connections: 20, unreadBytes: 20 * MEBIBYTE };
    port = await openPort(
      { port: 0, socket: undefined, onBug: (error) => bugs.push(error), limits },
      async (request) => {
        if (request.path === "/large") return { status: 200, headers: {}, body: Buffer.alloc(15 * MEBIBYTE) };
        return { status: 200, headers: {}, body: await text(request.openBody()) };
      },
    );
  });
  after(() => port.close());
  afterEach(async () => {
    // After each attack the next client is served.
    expect(await requestAnswer("/")).to.equal("body");
    expect(bugs).to.deep.equal([]);
  });

  const isReset = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ECONNRESET";
  /** Tries again when its connection is reset: the limits are so short that a busy machine may send a request too late. */
  const askPatiently = async <T>(ask: () => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (!isReset(error)) throw error;
      }
    }
  };
  /** @returns an answer that nobody has read yet; nobody learns of a reset of its connection either */
  const get = (path: string): Promise<IncomingMessage> =>
    askPatiently(async () => {
      const request = http1Request({ host: "127.0.0.1", port: port.port, method: "POST", path, agent: false }).end(
        "body",
      );
      const [response] = (await once(request, "response")) as [IncomingMessage];
      request.on("error", () => undefined);
      return response.on("error", () => undefined);
    });
  const requestAnswer = (path: string): Promise<string> => askPatiently(async () => text(await get(path)));
  const openSocket = (): Socket =>
    connect(port.port, "127.0.0.1")
      .on("error", () => undefined)
      .resume();
  /** Requests a large answer again and again until the server has room for it. */
  const waitUntilAccepted = async (): Promise<void> => {
    const again = await get("/large");
    again.on("error", () => undefined).destroy();
    if (again.statusCode !== 200) await waitUntilAccepted();
  };
  /** Sends a byte again and again until the server closes the connection. */
  const sendSlowly = async (socket: Socket): Promise<void> => {
    const drops = setInterval(() => socket.write("x"), 5);
    await waitForClose(socket);
    clearInterval(drops);
  };

  it("that send nothing are disconnected", async () => {
    await waitForClose(openSocket());
  });

  it("that send only the beginning of HTTP/2 are disconnected", async () => {
    const socket = openSocket();
    socket.write("PRI * HTTP");
    await waitForClose(socket);
  });

  it("that never finish their headers are disconnected, however fast they send", async () => {
    const socket = openSocket();
    socket.write("GET / HTTP/1.1\r\nhost: x\r\nx-drip: ");
    await sendSlowly(socket);
  });

  it("that begin an HTTP/2 session and fall silent are disconnected", async () => {
    const session = http2Connect(`http://127.0.0.1:${port.port}`).on("error", () => undefined);
    await waitForClose(session);
  });

  it("that hold all connections soon lose them", async () => {
    const sockets = Array.from({ length: 20 }, openSocket);
    await Promise.all(sockets.map((socket) => waitForClose(socket)));
  });

  it("that open and reset thousands of streams don't delay others", async () => {
    const session = http2Connect(`http://127.0.0.1:${port.port}`).on("error", () => undefined);
    for (let turn = 0; turn < 5_000 && !session.destroyed; turn++) {
      const stream = session.request({ ":method": "POST", ":path": "/" }).on("error", () => undefined);
      stream.close(constants.NGHTTP2_CANCEL);
    }
    expect(await requestAnswer("/")).to.equal("body");
    session.destroy();
  });

  it("that don't read their responses are refused further requests until they leave", async () => {
    const unread = await get("/large");
    expect((await get("/large")).statusCode).to.equal(503);
    unread.destroy();
    await waitUntilAccepted();
  });

  it("that don't read a response at all are disconnected", async () => {
    (await get("/large")).on("error", () => undefined);
    await waitUntilAccepted();
  });

  it("that send a body drop by drop into memory are refused eventually", async () => {
    const body = new Readable({ read: () => undefined });
    const drops = setInterval(() => body.push("x"), 2);
    expect(await catchFault(new BodyReader(30).read(body, 1_000_000))).to.include({
      code: "RequestTimeout",
      status: 408,
    });
    clearInterval(drops);
  });

  it("that wait in thousands of long polls are refused further ones", async () => {
    const calls = new CallTracker();
    let end = (): void => undefined;
    const waiting = new Promise<void>((resolve) => {
      end = resolve;
    });
    const running = Array.from({ length: 10_000 }, () => calls.run(() => waiting));
    expect(await catchFault(calls.run(() => waiting))).to.include({ code: "ServiceUnavailable", status: 503 });
    end();
    await Promise.all(running);
    await calls.run(async () => undefined);
  });
});

describe("an HTTP/2 client that grants no window", () => {
  it("gets only as many files as fit in memory, and loses their streams even if its session is busy", async () => {
    const path = join(createTemporaryFolder(), "file");
    writeFileSync(path, Buffer.alloc(MEBIBYTE));
    const onBug = (error: unknown): void => expect.fail(String(error));
    const port = await openPort(
      { port: 0, socket: undefined, onBug, limits: { silentMs: 400, unreadBytes: 20 * MEBIBYTE } },
      async () => {
        const body = new FileStream({ fd: openSync(path, "r"), first: 0, last: MEBIBYTE - 1 });
        return { status: 200, headers: {}, body };
      },
    );
    const session = http2Connect(`http://127.0.0.1:${port.port}`, { settings: { initialWindowSize: 0 } });
    const pings = setInterval(() => session.ping(() => undefined), 50);
    const streams = Array.from({ length: 60 }, () => session.request({ ":path": "/file" }).resume());
    const closed = streams.map(waitForClose);
    const statuses = await Promise.all(
      streams.map(async (stream) => ((await once(stream, "response")) as [Record<string, unknown>])[0][":status"]),
    );
    // The answer with a file holds half a MiB.
    expect(statuses.filter((status) => status === 503)).to.have.lengthOf(20);
    await Promise.all(closed.filter((_, index) => statuses[index] === 200));
    expect(session.destroyed).to.equal(false);
    clearInterval(pings);
    session.destroy();
    await port.close();
  });
});

describe("uploads that never end", () => {
  const CONNECTIONS = 6;
  const PIECE = 20_000;

  it("make room for others when they hold all connections, starting with the one that sent least", async () => {
    let arrived = 0;
    const news = new EventEmitter();
    const port = await openPort(
      {
        port: 0,
        socket: undefined,
        onBug: (error) => expect.fail(String(error)),
        limits: { connections: CONNECTIONS },
      },
      async (request) => {
        if (request.method === "GET") return { status: 200, headers: {}, body: "served" };
        for await (const bytes of request.openBody().on("error", () => undefined))
          news.emit("bytes", (arrived += (bytes as Buffer).byteLength));
        return { status: 200, headers: {}, body: "" };
      },
    );
    // The fifth sends less than the others.
    const pieces = [3, 4, 5, 6, 1, 2];
    const closed: number[] = [];
    const sockets = pieces.map((count, index) => {
      const socket = connect(port.port, "127.0.0.1")
        .on("error", () => undefined)
        .on("close", () => closed.push(index));
      socket.write("PUT / HTTP/1.1\r\nhost: x\r\ncontent-length: 9000000\r\n\r\n");
      socket.write(Buffer.alloc(PIECE * count));
      return socket;
    });
    while (arrived < 21 * PIECE) await once(news, "bytes");
    for (const [turn, removed] of [4, 5, 0].entries()) {
      const isGone = waitForClose(sockets[removed] ?? news);
      // Each client keeps its connection, so that each needs a place of its own.
      const newcomer = connect(port.port, "127.0.0.1");
      newcomer.write(`GET / HTTP/1.1\r\nhost: x\r\nx-padding: ${"p".repeat(8_000)}\r\n\r\n`);
      expect(String((await once(newcomer, "data"))[0])).to.match(/^HTTP\/1\.1 200 OK[^]*served$/);
      await isGone;
      expect(closed).to.deep.equal([4, 5, 0].slice(0, turn + 1));
      sockets.push(newcomer);
      for (let more = 0; more < 10; more += 1) {
        newcomer.write(`GET / HTTP/1.1\r\nhost: x\r\nx-padding: ${"p".repeat(8_000)}\r\n\r\n`);
        await once(newcomer, "data");
      }
    }
    for (const socket of sockets) socket.destroy();
    await port.close();
  });
});
