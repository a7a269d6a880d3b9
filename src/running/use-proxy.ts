import { request } from "node:http";
import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import tls, { type ConnectionOptions, type TLSSocket } from "node:tls";

/** The code of an error of the proxy: that of Node, from version 24 on. */
export const PROXY_FAILED = "ERR_PROXY_TUNNEL";

/** Marks our `tls.connect`: in one process it is replaced once. */
const USES_PROXY = Symbol.for("labs.uses-proxy");

/**
 * Makes this process ask AWS through the proxy of HTTPS_PROXY, as the AWS command line and the SDK for Python do by
 * themselves. The SDK for JavaScript uses no proxy, nor does Node before version 24, and each cell makes clients of its own:
 * so the one function is replaced that they all call, which opens a TLS connection. Without a proxy, nothing is
 * replaced. The lab cloud is asked without TLS, thus never through a proxy.
 */
export function useProxy(): void {
  const { connect } = tls;
  const proxy = findHttpsProxy(process.env);
  if (proxy === undefined || USES_PROXY in connect) return;
  const connectThrough = (...args: readonly unknown[]): TLSSocket => {
    const { options, host, port } = readCall(args);
    const hasOwnStream = options.socket !== undefined || typeof options.path === "string";
    if (hasOwnStream || isDirect(host, process.env)) return Reflect.apply(connect, tls, [...args]);
    const tunnel = openTunnel(proxy, `${host.includes(":") ? `[${host}]` : host}:${port}`);
    const [listener] = args.filter((item) => typeof item === "function");
    const secured = Reflect.apply(connect, tls, [{ ...options, host, socket: tunnel.stream }, listener]);
    return Object.assign(secured, {
      // A client keeps idle connections, which must not keep the process from ending. A TLS socket over a stream does not pass this on.
      ref: () => (tunnel.keepProcess(true), secured),
      unref: () => (tunnel.keepProcess(false), secured),
    });
  };
  Object.assign(tls, { connect: Object.assign(connectThrough, { [USES_PROXY]: true }) });
}

/** Reads a call of `tls.connect`, which takes options alone, or port and host before them. */
function readCall(args: readonly unknown[]): { options: ConnectionOptions; host: string; port: string | number } {
  const options: ConnectionOptions = Object.assign({}, ...args.filter((item) => typeof item === "object"));
  const [first, second] = args;
  const port = typeof first === "string" || typeof first === "number" ? first : (options.port ?? 443);
  return { options, port, host: typeof second === "string" ? second : (options.host ?? "127.0.0.1") };
}

/**
 * A stream to a host through a proxy. It can be written to immediately: writes wait until the proxy has made the
 * connection.
 */
function openTunnel(proxy: URL, target: string): { stream: Duplex; keepProcess(keeps: boolean): void } {
  let socket: Socket | undefined;
  let keeps = true;
  const apply = (): void => void (keeps ? socket?.ref() : socket?.unref());
  const fail = (why: string): Error =>
    Object.assign(new Error(`The proxy ${proxy.host} in HTTPS_PROXY doesn't connect to ${target}: ${why}`), {
      code: PROXY_FAILED,
    });
  const stream = new Duplex({
    construct(done) {
      const clientRequest = request({
        host: proxy.hostname.replace(/^\[|\]$/g, ""),
        port: proxy.port || 80,
        method: "CONNECT",
        path: target,
        headers: { host: target, ...createAuthorization(proxy) },
        agent: false,
      });
      clientRequest.once("socket", (opened) => {
        socket = opened;
        apply();
      });
      clientRequest.once("error", ({ message }) => {
        done(fail(message));
      });
      clientRequest.once("connect", ({ statusCode, statusMessage }, opened: Socket, early) => {
        if (statusCode !== 200) {
          opened.destroy();
          done(fail(`it answers ${statusCode} ${statusMessage}`));
          return;
        }
        if (early.length > 0) opened.unshift(early);
        opened.on("data", (data) => void (stream.push(data) || opened.pause()));
        opened.once("end", () => stream.push(null));
        opened.once("close", () => stream.destroy());
        opened.on("error", (error) => stream.destroy(error));
        done();
      });
      clientRequest.end();
    },
    read: () => void socket?.resume(),
    write: (data: Buffer, _encoding, done) => void socket?.write(data, done),
    final: (done) => void socket?.end(done),
    destroy(error, done) {
      socket?.destroy();
      done(error);
    },
  });
  const keepProcess = (requested: boolean): void => {
    keeps = requested;
    apply();
  };
  return { stream, keepProcess };
}

function createAuthorization({ username, password }: URL): { "proxy-authorization"?: string } {
  if (username === "") return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(pair).toString("base64")}` };
}

/** The proxy of HTTPS_PROXY; undefined if there is none, or one that is not asked by HTTP, such as one for SOCKS. */
function findHttpsProxy(env: NodeJS.ProcessEnv): URL | undefined {
  const set = env["https_proxy"] || env["HTTPS_PROXY"];
  if (!set) return undefined;
  const address = /^\w+:\/\//.test(set) ? set : `http://${set}`;
  return address.startsWith("http://") && URL.canParse(address) ? new URL(address) : undefined;
}

/** Whether a host is asked without the proxy: this machine itself, and the hosts and domains of NO_PROXY. */
function isDirect(host: string, env: NodeJS.ProcessEnv): boolean {
  if (/^(127\.[\d.]+|::1|localhost)$/.test(host)) return true;
  const listed = (env["no_proxy"] || env["NO_PROXY"] || "")
    .split(/[\s,]+/)
    .map((item) => item.replace(/^\*?\.|:\d+$/g, ""));
  return listed.some((item) => item === "*" || (item !== "" && `.${host}`.endsWith(`.${item}`)));
}
