import { once } from "node:events";
import { statSync } from "node:fs";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { HEAD, type ConnectionPurpose } from "./inside/messages";
import { PortExchange } from "./port-exchange";

describe("the headers of connections to the port exchange", () => {
  it("are read as they were written", () => {
    for (const meeting of ["serve", "reach", "answer"] as const)
      for (const port of [1, 8081, 65_535]) {
        const head = HEAD.encode(meeting, port);
        expect([head.byteLength, HEAD.read(Buffer.concat([head, Buffer.from("more")]))]).to.deep.equal([
          HEAD.bytes,
          { meeting, port },
        ]);
      }
    expect(HEAD.encode("reach", 258)).to.deep.equal(Buffer.from([0x72, 1, 2]));
    expect(HEAD.read(Buffer.from("x\0\x01"))).to.deep.equal({ meeting: undefined, port: 1 });
  });
});

describe("the port exchange", () => {
  let path: string;
  let exchange: PortExchange;
  let sockets: Socket[] = [];
  beforeEach(() => {
    path = join(createTemporaryFolder(), "ports.sock");
    exchange = new PortExchange(path);
  });
  afterEach(() => {
    exchange.close();
    for (const socket of sockets) socket.destroy();
    sockets = [];
  });

  function open(meeting: ConnectionPurpose, port: number): Socket {
    const socket = connect(path).on("error", () => undefined);
    socket.write(HEAD.encode(meeting, port));
    sockets.push(socket);
    return socket;
  }
  /** Waits until a connection is ended by the exchange: a socket that nobody reads does not notice its end. */
  const waitForEnd = (socket: Socket): Promise<void> =>
    new Promise((resolve) => void socket.resume().once("close", () => resolve()));
  /** A program that serves a port, once it has been notified of a connection, which it answers. */
  async function serveOn(port: number): Promise<Socket> {
    for (;;) {
      const program = open("serve", port);
      const caller = open("reach", port);
      caller.write("x");
      const details = new Promise((resolve) => void program.once("data", () => resolve("told")));
      // The exchange may have met the caller before the program.
      const refused = waitForEnd(caller);
      if ((await Promise.race([details, refused])) === undefined) continue;
      const answerer = open("answer", port);
      await once(answerer, "data");
      answerer.destroy();
      await refused;
      return program;
    }
  }
  /** Answers the next connection to a port, and says what was asked. */
  const requestAnswer = async (port: number, says: string): Promise<string> => {
    const answerer = open("answer", port);
    const [request] = (await once(answerer, "data")) as [Buffer];
    answerer.end(says);
    return String(request);
  };

  it("can be reached by any user of the sandbox", () => {
    expect(statSync(path).mode & 0o777).to.equal(0o666);
  });

  it("connects the callers of a port with its server, oldest first, and loses no byte after a header", async () => {
    const program = await serveOn(80);
    for (const name of ["one", "other"]) {
      const caller = open("reach", 80);
      const details = once(program, "data");
      caller.write(`from ${name}`);
      expect(String(await details)).to.equal(".");
      const heard = text(caller);
      expect(await requestAnswer(80, `to ${name}`)).to.equal(`from ${name}`);
      expect(await heard).to.equal(`to ${name}`);
    }
    const callers = ["first", "second"].map((name) => {
      const caller = open("reach", 80);
      caller.write(name);
      return caller;
    });
    let reported = 0;
    while (reported < 2) reported += ((await once(program, "data")) as [Buffer])[0].length;
    const heard = callers.map((caller) => text(caller));
    expect([await requestAnswer(80, "1"), await requestAnswer(80, "2")].sort()).to.deep.equal(["first", "second"]);
    expect((await Promise.all(heard)).sort()).to.deep.equal(["1", "2"]);
  });

  it("reads a header that arrives in pieces", async () => {
    const program = await serveOn(80);
    const caller = connect(path);
    sockets.push(caller);
    const head = HEAD.encode("reach", 80);
    caller.write(head.subarray(0, 1));
    await new Promise((resolve) => setImmediate(resolve));
    caller.write(head.subarray(1));
    expect(String((await once(program, "data"))[0])).to.equal(".");
  });

  it("ends a connection to a port without a server: after its first bytes, or after a second of silence", async () => {
    const [caller, silent] = [open("reach", 80), open("reach", 80)];
    caller.write("GET /");
    await Promise.all([waitForEnd(caller), waitForEnd(silent)]);
  });

  it("ends a connection that answers no one, and one with another purpose", async () => {
    await waitForEnd(open("answer", 80));
    const strange = connect(path);
    strange.write(Buffer.from([0x78, 0, 80]));
    await waitForEnd(strange);
  });

  it("continues without callers that left before they were answered", async () => {
    const program = await serveOn(80);
    const [removed, caller] = [open("reach", 80), open("reach", 80)];
    let reported = 0;
    while (reported < 2) reported += ((await once(program, "data")) as [Buffer])[0].length;
    removed.destroy();
    caller.write("still here");
    const heard = text(caller);
    for (const answerer of [open("answer", 80), open("answer", 80)]) answerer.resume().end("well");
    expect(await heard).to.equal("well");
    await waitForEnd(open("answer", 80));
  });

  it("ends callers that wait for a program that has ended, unless another serves the port by then", async () => {
    const [first, elsewhere] = [await serveOn(80), await serveOn(81)];
    const [waits, waitsElsewhere] = [open("reach", 80), open("reach", 81)];
    await Promise.all([once(first, "data"), once(elsewhere, "data")]);
    first.destroy();
    await waitForEnd(waits);
    const replaced = await serveOn(80);
    const latest = await serveOn(80);
    replaced.destroy();
    const later = open("reach", 80);
    later.write("x");
    await once(latest, "data");
    for (const [caller, port] of [
      [later, 80],
      [waitsElsewhere, 81],
    ] as const) {
      const heard = text(caller);
      caller.write("x");
      expect(await requestAnswer(port, "by who is there")).to.match(/^x+$/);
      expect(await heard).to.equal("by who is there");
    }
  });

  it("opens a port to the cloud on request, and closes all ports when the run is over", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as AddressInfo;
    taken.close();
    await once(taken, "close");
    exchange.openToCloud(port);
    const program = await serveOn(port);
    const caller = connect(port, "127.0.0.1");
    sockets.push(caller);
    await once(program, "data");
    caller.write("from the cloud");
    const heard = text(caller);
    expect(await requestAnswer(port, "to the cloud")).to.equal("from the cloud");
    expect(await heard).to.equal("to the cloud");
    exchange.close();
    await waitForEnd(program);
    const errors = await Promise.all(
      [connect(port, "127.0.0.1"), connect(path)].map(
        (again) => new Promise((resolve) => again.once("error", resolve)),
      ),
    );
    expect(errors.map(String).join()).to.match(/ECONNREFUSED.*(ECONNREFUSED|ENOENT)/);
  });

  it("treats a port that is in use as one that doesn't answer", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    exchange.openToCloud((taken.address() as AddressInfo).port);
    await serveOn(80);
    taken.close();
  });

  it("holds 256 connections at a time, and accepts more when these have ended", async () => {
    const all = Array.from({ length: 300 }, () => connect(path).on("error", () => undefined));
    sockets.push(...all);
    let refused = 0;
    await new Promise<void>((resolve) => {
      for (const socket of all)
        socket.resume().on("close", () => {
          refused += 1;
          if (refused === 44) resolve();
        });
    });
    expect(refused).to.equal(44);
    for (const socket of all) socket.destroy();
    await serveOn(80);
  });
});
