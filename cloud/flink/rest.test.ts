import { once } from "node:events";
import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import { expect } from "chai";
import { askFlink, list, toPart, RestFailure, toText, Unreachable } from "./rest";

/** A job runs in the same processes as Flink, so it could answer instead of Flink. */
describe("Flink's responses, which a job can forge", () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });
  async function requestFrom(answers: RequestListener, closing?: AbortSignal): Promise<unknown> {
    server = createServer(answers).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    return askFlink({ url: `http://127.0.0.1:${port}`, closing }, { method: "GET", path: "/jobs" }).catch(
      (error: unknown) => error,
    );
  }

  it("never redirect anyone to another server", async () => {
    let visits = 0;
    const found = await requestFrom((request, reply) => {
      if (request.url === "/secret") visits += 1;
      reply.writeHead(307, { location: "/secret" }).end("{}");
    });
    expect([found, visits]).to.satisfy(
      ([first, seen]: [unknown, number]) => first instanceof Unreachable && seen === 0,
    );
  });
  it("are read up to a size that no genuine response exceeds", async () => {
    const found = await requestFrom((_request, reply) => {
      const sendMore = (): void => {
        while (!reply.destroyed && reply.write(Buffer.alloc(1024 ** 2, " ")));
      };
      reply.on("drain", sendMore);
      sendMore();
    });
    expect(found).to.be.instanceOf(Unreachable);
    expect(String((found as Error).cause)).to.contain("more than");
  });
  for (const [part, begin] of [
    ["their first byte", () => undefined],
    ["their last byte", (reply: ServerResponse) => reply.write("{")],
  ] as const)
    it(`delay the end of the cloud no longer if ${part} never comes`, async function () {
      // Shorter than the wait for an answer that nothing ends.
      this.timeout(30_000);
      const closing = new AbortController();
      const found = await requestFrom((_request, reply) => {
        begin(reply);
        setImmediate(() => closing.abort());
      }, closing.signal);
      expect(found).to.be.instanceOf(Unreachable);
    });
  it("are not awaited once the cloud is being stopped", async function () {
    this.timeout(30_000);
    expect(await requestFrom(() => undefined, AbortSignal.abort())).to.be.instanceOf(Unreachable);
  });
  it("may have any shape", async () => {
    expect(await requestFrom((_request, reply) => reply.end("null"))).to.deep.equal({});
    expect(list([1, null, { id: 1 }]).map(({ id }) => id)).to.deep.equal([undefined, undefined, 1]);
    expect([list("no list"), toPart(7), toText(7)]).to.deep.equal([[], {}, undefined]);
  });
  it("are reported with their last words if they fail", async () => {
    const errors = ["first", `${"\n".repeat(1024 ** 2)}Caused by: the reason`];
    const found = await requestFrom((_request, reply) => reply.writeHead(500).end(JSON.stringify({ errors })));
    expect(found).to.be.instanceOf(RestFailure);
    expect((found as Error).message)
      .to.have.length(32 * 1024)
      .and.match(/the reason$/);
  });
});
