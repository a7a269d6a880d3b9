import { once } from "node:events";
import { createServer } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";

/** A proxy as companies and schools have one: it connects to hosts, and passes bytes on. */
export interface TestProxy {
  /** For HTTPS_PROXY. */
  readonly address: string;
  /** The requested hosts, as `name:port`, in the order of the requests. */
  readonly requests: readonly string[];
  stop(): Promise<void>;
}

interface ProxyOptions {
  /** The port of this machine that stands for a host, by `name:port`. Other hosts are not found. */
  readonly hosts: Readonly<Record<string, number>>;
  /** The `proxy-authorization` that clients have to send. */
  readonly authorization?: string;
}

/** Starts a proxy on this machine. */
export async function startProxy({ hosts, authorization }: ProxyOptions): Promise<TestProxy> {
  const requests: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on("connect", (request, client: Socket, head: Buffer) => {
    requests.push(request.url ?? "");
    open.add(client);
    client.on("error", () => client.destroy());
    const port = hosts[request.url ?? ""];
    const isKnown = authorization === undefined || request.headers["proxy-authorization"] === authorization;
    if (port === undefined || !isKnown) {
      client.end(`HTTP/1.1 ${isKnown ? "502 Bad Gateway" : "407 Proxy Authentication Required"}\r\n\r\n`);
      return;
    }
    const host = connect(port, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      host.write(head);
      host.pipe(client).pipe(host);
    });
    host.on("error", () => client.destroy());
    client.on("close", () => host.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async stop() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
