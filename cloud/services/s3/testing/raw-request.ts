import { request } from "node:http";

/** A request that is sent as given: nothing is normalized, signed or added except the length. */
export interface RawRequest {
  readonly method?: string;
  /** Percent-encoded, with its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** An unparsed answer. */
interface RawReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** Sends a request that no SDK would send. */
export function requestRaw(
  endpoint: string,
  { method = "GET", path, headers = {}, body }: RawRequest,
): Promise<RawReply> {
  const { hostname, port } = new URL(endpoint);
  const length =
    body === undefined || "content-length" in headers || "transfer-encoding" in headers
      ? {}
      : { "content-length": String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, method, path, headers: { ...length, ...headers }, agent: false },
      (reply) => {
        const chunks: Buffer[] = [];
        reply.on("data", (chunk: Buffer) => chunks.push(chunk));
        reply.on("end", () =>
          resolve({
            status: reply.statusCode ?? 0,
            headers: reply.headers,
            text: Buffer.concat(chunks).toString("utf8"),
          }),
        );
        reply.on("error", reject);
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}
