import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import https from "node:https";
import tls from "node:tls";
import { expect } from "chai";
import { startCloud, type Cloud } from "../../cloud/index";
import { startProxy, type TestProxy } from "../testing/connect-proxy";
import { catchFailure } from "../testing/catch-failure";
import { useProxy } from "./use-proxy";

const HOST = "kinesis.aws.example";
const OWN_NAME = { host: "127.0.0.1" };
const VARIABLES = ["HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy"];

describe("useProxy", () => {
  let cloud: Cloud;
  let proxy: TestProxy;
  let port: number;
  const earlier = { ...process.env };
  const { connect } = tls;
  before(async () => {
    cloud = await startCloud({ port: 0, tlsPort: 0 });
    port = Number(new URL(cloud.tlsEndpoint ?? "").port);
  });
  after(() => cloud.stop());
  beforeEach(async () => {
    for (const name of VARIABLES) Reflect.deleteProperty(process.env, name);
    proxy = await startProxy({ hosts: { [`${HOST}:${port}`]: port } });
  });
  afterEach(async () => {
    Object.assign(tls, { connect });
    for (const name of VARIABLES) {
      const value = earlier[name];
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    await proxy.stop();
  });

  /** Asks the lab cloud under another name, which stands for this machine where the name is looked up here. */
  const ask = (host = HOST): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const lookUp: NonNullable<https.RequestOptions["lookup"]> = (_name, _options, found) => {
        found(null, [{ address: "127.0.0.1", family: 4 }]);
      };
      const ca = readFileSync(cloud.certificateFile ?? "");
      const options = {
        host,
        port,
        path: "/_lab/health",
        headers: OWN_NAME, // the lab cloud answers to no other
        ca,
        checkServerIdentity: () => undefined,
        lookup: lookUp,
        agent: false,
      };
      https.get(options, (reply) => void resolve(reply.resume().statusCode)).on("error", reject);
    });

  it("connects to a host through the proxy, under its own name", async () => {
    process.env["HTTPS_PROXY"] = proxy.address.replace("http://", "");
    useProxy();
    useProxy();
    expect(await ask()).to.equal(200);
    expect(proxy.requests).to.deep.equal([`${HOST}:${port}`]);
  });

  for (const listed of [HOST, "other.example, .aws.example", "*.aws.example", "aws.example", "*"])
    it(`connects directly to a host that NO_PROXY lists as "${listed}"`, async () => {
      Object.assign(process.env, { HTTPS_PROXY: proxy.address, NO_PROXY: listed });
      useProxy();
      expect(await ask()).to.equal(200);
      expect(proxy.requests).to.deep.equal([]);
    });

  it("uses the proxy for other hosts, and never for this machine", async () => {
    Object.assign(process.env, { https_proxy: proxy.address, NO_PROXY: "s.aws.example,example.aws" });
    useProxy();
    expect(await ask()).to.equal(200);
    expect(proxy.requests).to.have.length(1);
    expect(await ask("127.0.0.1")).to.equal(200);
    expect(proxy.requests).to.have.length(1);
  });

  it("sends the user name and password in the proxy's address, and reports if the proxy refuses", async () => {
    const authorization = `Basic ${Buffer.from("me:p@ss").toString("base64")}`;
    const guarded = await startProxy({ hosts: { [`${HOST}:${port}`]: port }, authorization });
    try {
      process.env["HTTPS_PROXY"] = guarded.address.replace("//", "//me:p%40ss@");
      useProxy();
      expect(await ask()).to.equal(200);
      Object.assign(tls, { connect });
      process.env["HTTPS_PROXY"] = guarded.address;
      useProxy();
      expect(await catchFailure(ask())).to.equal(
        `The proxy ${new URL(guarded.address).host} in HTTPS_PROXY doesn't connect to ${HOST}:${port}: it answers 407 Proxy Authentication Required`,
      );
    } finally {
      await guarded.stop();
    }
  });

  it("changes nothing without a proxy that speaks HTTP", () => {
    useProxy();
    expect(tls.connect).to.equal(connect);
    process.env["HTTPS_PROXY"] = "socks5://127.0.0.1:1080";
    useProxy();
    expect(tls.connect).to.equal(connect);
  });

  it("lets the process end, although its client keeps an idle connection", async () => {
    const program = `
      import https from "node:https";
      import { useProxy } from ${JSON.stringify(new URL("use-proxy.ts", import.meta.url).href)};
      useProxy();
      const agent = new https.Agent({ keepAlive: true });
      https.get({ host: "${HOST}", port: ${port}, path: "/_lab/health", headers: { host: "127.0.0.1" }, agent, rejectUnauthorized: false }, (reply) => {
        console.log(reply.resume().statusCode);
      });`;
    const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", program], {
      env: { ...process.env, HTTPS_PROXY: proxy.address },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let out = "";
    child.stdout.on("data", (text) => void (out += String(text)));
    expect(await once(child, "close")).to.deep.equal([0, null]);
    expect(out).to.equal("200\n");
    expect(proxy.requests).to.have.length(1);
  });
});
