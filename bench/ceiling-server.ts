// The ceiling: the least that any server on Node has to do for the measured calls. It reads and parses the request,
// hashes where AWS answers a hash, writes the bytes that must be kept, reads them back from disk, and answers. It
// validates nothing, limits nothing and remembers as little as it can.
import { hash, createHash } from "node:crypto";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync, readSync, statSync, writeSync } from "node:fs";
import { open, readFile, writeFile } from "node:fs/promises";
import { createServer as createHttp1, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttp2, type Http2ServerRequest, type Http2ServerResponse } from "node:http2";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { crc32 } from "node:zlib";

type Request = IncomingMessage | Http2ServerRequest;
type Response = ServerResponse | Http2ServerResponse;

interface RecordInput {
  readonly Data: string;
  readonly PartitionKey: string;
  readonly ExplicitHashKey?: string;
}

/** The records of one PutRecords whose records name their shard by an ExplicitHashKey. */
interface AcceptedBatch {
  readonly at: number;
  readonly sizes: readonly number[];
}

const folder = process.argv[2] ?? ".";
mkdirSync(join(folder, "objects"), { recursive: true });
const records = openSync(join(folder, "records"), "a+");
const messages = openSync(join(folder, "messages"), "a+");
const written: AcceptedBatch[] = [];
let end = 0;
const SEQUENCE = "49640000000000000000000000000000000000000000000000000000";
const MESSAGE_ID = "00000000-0000-4000-8000-000000000000";

function putRecords({ Records }: { readonly Records: readonly RecordInput[] }): object {
  const parts: Buffer[] = [];
  const results = Records.map(({ Data, PartitionKey }) => {
    parts.push(Buffer.from(Data, "base64"));
    return { SequenceNumber: SEQUENCE, ShardId: `shardId-000000000${hash("md5", PartitionKey).slice(0, 3)}` };
  });
  const bytes = Buffer.concat(parts);
  writeSync(records, bytes);
  if (Records[0]?.ExplicitHashKey !== undefined)
    written.push({ at: end, sizes: parts.map(({ byteLength }) => byteLength) });
  end += bytes.byteLength;
  return { FailedRecordCount: 0, Records: results };
}

/** The maximum number of characters for a record in a GetRecords response, excluding its data. */
const RECORD_CHARACTERS = 160;
/** Reused buffers for records that are read and for responses: allocating new ones for each call takes longer. */
let readMemory = Buffer.alloc(0);
const sentMemory: Buffer[] = [];

/** Writes the JSON text itself: objects would only be made to be serialized. Each text goes straight to its place in the buffer: strings joined first would be copied twice. */
function getRecords({ ShardIterator }: { readonly ShardIterator: string }): Buffer {
  const { at, sizes } = written[Number(ShardIterator.slice(-12)) % written.length] ?? { at: 0, sizes: [] };
  const length = sizes.reduce((sum, size) => sum + size, 0);
  if (readMemory.byteLength < length) readMemory = Buffer.allocUnsafeSlow(length);
  readSync(records, readMemory, 0, length, at);
  const max = 2 * length + (sizes.length + 1) * RECORD_CHARACTERS;
  const free = sentMemory.pop();
  const answer = free === undefined || free.byteLength < max ? Buffer.allocUnsafeSlow(max) : free;
  let from = 0;
  let end = answer.write('{"Records":[', "latin1");
  for (const size of sizes) {
    const head = `${from === 0 ? "" : '"},'}{"SequenceNumber":"${SEQUENCE}","ApproximateArrivalTimestamp":1893456000,"PartitionKey":"key","Data":"`;
    end += answer.write(head, end, "latin1");
    end += answer.write(readMemory.toString("base64", from, (from += size)), end, "latin1");
  }
  end += answer.write(
    `${sizes.length === 0 ? "" : '"}'}],"NextShardIterator":"${ShardIterator}","MillisBehindLatest":0}`,
    end,
    "latin1",
  );
  return answer.subarray(0, end);
}

function sendMessage({ MessageBody }: { readonly MessageBody: string }): object {
  const body = Buffer.from(MessageBody);
  writeSync(messages, body);
  return { MD5OfMessageBody: createHash("md5").update(body).digest("hex"), MessageId: MESSAGE_ID };
}

function receiveMessage(): object {
  const body = Buffer.allocUnsafe(1024);
  readSync(messages, body, 0, 1024, 0);
  // A receive changes who holds the message and until when. That must survive a restart; 32 bytes represent it.
  writeSync(messages, body.subarray(0, 32));
  return {
    Messages: [{ MessageId: MESSAGE_ID, ReceiptHandle: "handle", MD5OfBody: "0", Body: body.toString("utf8") }],
  };
}

const calls: Readonly<Record<string, (input: never) => object>> = {
  PutRecords: putRecords,
  GetShardIterator: ({ StreamName, ShardId }: { readonly StreamName: string; readonly ShardId: string }) => ({
    ShardIterator: `${StreamName} ${ShardId}`,
  }),
  GetRecords: getRecords,
  CreateQueue: ({ QueueName }: { readonly QueueName: string }) => ({ QueueUrl: `http://127.0.0.1/${QueueName}` }),
  SendMessage: sendMessage,
  ReceiveMessage: receiveMessage,
};

async function readBody(request: Request): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}

/** The answers of Node's HTTP/1.1 and HTTP/2 servers have the same methods, but types that do not fit each other. */
function reply(response: Response, headers: Record<string, string | number>, body?: string | Buffer): void {
  (response as ServerResponse).writeHead(200, headers);
  (response as ServerResponse).end(body);
}

function replyJson(response: Response, output: object): void {
  const body = Buffer.isBuffer(output) ? output : Buffer.from(JSON.stringify(output), "latin1");
  const headers = { "content-type": "application/x-amz-json-1.1", "content-length": body.byteLength };
  if (body !== output) return reply(response, headers, body);
  (response as ServerResponse).writeHead(200, headers);
  (response as ServerResponse).write(body, () => sentMemory.push(Buffer.from(body.buffer)));
  (response as ServerResponse).end();
}

async function call(request: Request, response: Response): Promise<void> {
  const operation = String(request.headers["x-amz-target"]).split(".", 2)[1] ?? "";
  // All requests and responses are ASCII, and latin1 is the cheapest encoding for that.
  const input = JSON.parse((await readBody(request)).toString("latin1")) as never;
  replyJson(response, calls[operation]?.(input) ?? {});
}

const SMALL_BYTES = 1024 * 1024;
const PIECE_BYTES = 256 * 1024;

async function put(request: Request, response: Response, path: string): Promise<void> {
  const md5 = createHash("md5");
  let crc = 0;
  if (Number(request.headers["content-length"]) < SMALL_BYTES) {
    const bytes = await readBody(request);
    md5.update(bytes);
    crc = crc32(bytes);
    await writeFile(path, bytes);
  } else {
    // Node's thread pool writes while this thread hashes the next chunk.
    const file = await open(path, "w");
    let written: Promise<unknown> = Promise.resolve();
    for await (const chunk of request as AsyncIterable<Buffer>) {
      md5.update(chunk);
      crc = crc32(chunk, crc);
      await written;
      written = file.write(chunk);
    }
    await written;
    await file.close();
  }
  reply(response, { etag: md5.digest("hex"), "x-amz-checksum-crc32": String(crc), "content-length": 0 });
}

async function get(response: Response, path: string): Promise<void> {
  const { size } = statSync(path);
  const headers = { "content-type": "binary/octet-stream", "content-length": size };
  if (size < SMALL_BYTES) return reply(response, headers, await readFile(path));
  const answer = response as ServerResponse;
  answer.writeHead(200, headers);
  const file = openSync(path, "r");
  for (let at = 0; at < size; at += PIECE_BYTES) {
    const piece = Buffer.allocUnsafe(Math.min(PIECE_BYTES, size - at));
    readSync(file, piece, 0, piece.byteLength, at);
    if (!answer.write(piece)) await once(answer, "drain");
  }
  answer.end();
  closeSync(file);
}

function answer(request: Request, response: Response): void {
  const path = join(folder, "objects", (request.url ?? "").replaceAll("/", "_"));
  const work =
    request.method === "PUT"
      ? put(request, response, path)
      : request.method === "GET"
        ? get(response, path)
        : call(request, response);
  work.catch((error: unknown) => {
    console.error(error);
    response.destroy();
  });
}

const http1 = createHttp1({ noDelay: true }, answer);
const http2 = createHttp2({ settings: { initialWindowSize: 4 * 1024 * 1024 } }, answer);
http2.on("session", (session) => session.setLocalWindowSize(16 * 1024 * 1024));
const server = createServer({ noDelay: true }, (socket) => {
  socket.once("data", (chunk: Buffer) => {
    socket.pause();
    socket.unshift(chunk);
    const isHttp2 = chunk.subarray(0, 3).equals(Buffer.from("PRI"));
    (isHttp2 ? http2 : http1).emit("connection", socket);
    if (!isHttp2) socket.resume();
  });
});
server.listen(Number(process.argv[3] ?? 0), "127.0.0.1", () =>
  console.log(`ready on http://127.0.0.1:${(server.address() as AddressInfo).port}`),
);
