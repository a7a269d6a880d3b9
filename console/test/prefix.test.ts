import { once } from "node:events";
import { createServer, request as ask, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { useConsole } from "./use-console";

const PREFIX = "/team/labs";

/**
 * A plain reverse proxy under a prefix, which passes on the host name of the request, as `proxy_set_header Host
 * $http_host` does.
 */
async function startProxy(port: number): Promise<Server> {
  const server = createServer((request, response) => {
    const { method, headers, url = "" } = request;
    if (!url.startsWith(`${PREFIX}/`)) return void response.writeHead(404).end();
    const path = url.slice(PREFIX.length);
    const onward = ask({ host: "127.0.0.1", port, path, method, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    response.on("close", () => onward.destroy());
    request.pipe(onward);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

describe("the console behind a plain reverse proxy with a prefix, in Chromium", () => {
  const console = useConsole();
  let proxy: Server;
  beforeEach(async () => (proxy = await startProxy(Number(new URL(console.cloud.running.endpoint).port))));
  afterEach(() => {
    proxy.closeAllConnections();
    proxy.close();
  });

  it("loads all its parts below that prefix, updates live, and acts", async () => {
    const { port } = proxy.address() as AddressInfo;
    // A request outside the prefix fails the test.
    const page = await console.open("kinesis", "light", `http://127.0.0.1:${port}${PREFIX}/console/`);
    await page.getByText("There is no data stream yet.").waitFor();
    await console.cloud.kinesis.createStream({ StreamName: "trips", ShardCount: 1 });
    await console.cloud.advance(2);
    await page.getByRole("link", { name: "trips" }).click();
    await page.getByRole("button", { name: "Split shardId-000000000000" }).click();
    await page.getByText("UPDATING").waitFor();
    expect(console.cloud.running.journal.listAfter(0).map(({ operation }) => operation)).to.include("SplitShard");
    // This page's code is loaded when it is first needed.
    await page.getByRole("link", { name: "Athena", exact: true }).click();
    await page.getByRole("textbox", { name: "SQL" }).waitFor();
    await page.getByRole("link", { name: "All tables" }).click();
    await page.getByRole("heading", { name: "Lab cloud" }).waitFor();
  });
});
