// The least that any server on Node has to do for the calls that are measured: it reads, parses, hashes where AWS answers a hash, writes where
// bytes must be kept, reads them back from disk, and answers. It checks nothing, limits nothing and remembers as little as it can.
import { createHash, hash } from "node:crypto";
import { createReadStream, createWriteStream, mkdirSync, openSync, readSync, statSync, writeSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { createServer as createHttp1 } from "node:http";
import { createServer as createHttp2 } from "node:http2";
import { createServer } from "node:net";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { crc32 } from "node:zlib";

const folder = process.argv[2] ?? ".";
mkdirSync(join(folder, "objects"), { recursive: true });
const records = openSync(join(folder, "records"), "a+");
const messages = openSync(join(folder, "messages"), "a+");
let end = 0;

/** Where the records of each shard that was written by its own call lie. */
const shards = new Map();
const sequence = "49640000000000000000000000000000000000000000000000000000";

const json = {
  PutRecords({ Records, StreamName }) {
    const parts = [];
    const results = Records.map(({ Data, PartitionKey, ExplicitHashKey }) => {
      parts.push(Buffer.from(Data, "base64"));
      const owner = hash("md5", PartitionKey).slice(0, 3);
      return { SequenceNumber: sequence, ShardId: `shardId-000000000${owner}`, explicit: ExplicitHashKey };
    });
    const bytes = Buffer.concat(parts);
    writeSync(records, bytes);
    const key = Records[0]?.ExplicitHashKey;
    if (key !== undefined) shards.set(`${StreamName} ${key}`, { at: end, sizes: parts.map(({ byteLength }) => byteLength) });
    end += bytes.byteLength;
    return { FailedRecordCount: 0, Records: results };
  },
  GetShardIterator: ({ StreamName, ShardId }) => ({ ShardIterator: `${StreamName} ${ShardId}` }),
  GetRecords({ ShardIterator }) {
    const { at, sizes } = [...shards.values()][Number(ShardIterator.slice(-12)) % shards.size];
    const bytes = Buffer.allocUnsafe(sizes.reduce((sum, size) => sum + size, 0));
    readSync(records, bytes, 0, bytes.byteLength, at);
    let from = 0;
    return {
      Records: sizes.map((size) => {
        const data = bytes.toString("base64", from, (from += size));
        return { SequenceNumber: sequence, ApproximateArrivalTimestamp: 1893456000, Data: data, PartitionKey: "key" };
      }),
      NextShardIterator: ShardIterator,
      MillisBehindLatest: 0,
    };
  },
  CreateQueue: ({ QueueName }) => ({ QueueUrl: `http://127.0.0.1/${QueueName}` }),
  SendMessage({ MessageBody }) {
    const body = Buffer.from(MessageBody);
    writeSync(messages, body);
    return { MD5OfMessageBody: createHash("md5").update(body).digest("hex"), MessageId: "00000000-0000-4000-8000-000000000000" };
  },
  ReceiveMessage() {
    const body = Buffer.allocUnsafe(1024);
    readSync(messages, body, 0, 1024, 0);
    // What a receive changes, who has the message and until when, must outlive the process.
    writeSync(messages, body.subarray(0, 32));
    return { Messages: [{ MessageId: "00000000-0000-4000-8000-000000000000", ReceiptHandle: "handle", MD5OfBody: "0", Body: body.toString("utf8") }] };
  },
};

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
}

async function call(request, response) {
  const operation = String(request.headers["x-amz-target"]).split(".", 2)[1];
  const answer = json[operation] ?? (() => ({}));
  const output = JSON.stringify(answer(JSON.parse(String(await bodyOf(request)))));
  response.writeHead(200, { "content-type": "application/x-amz-json-1.1", "content-length": Buffer.byteLength(output) });
  response.end(output);
}

const SMALL = 1024 * 1024;

async function put(request, response, path) {
  const md5 = createHash("md5");
  let crc = 0;
  if (Number(request.headers["content-length"]) < SMALL) {
    const bytes = await bodyOf(request);
    md5.update(bytes);
    crc = crc32(bytes);
    await writeFile(path, bytes);
  } else {
    const file = createWriteStream(path);
    for await (const chunk of request) {
      md5.update(chunk);
      crc = crc32(chunk, crc);
      if (!file.write(chunk)) await new Promise((resolve) => file.once("drain", resolve));
    }
    file.end();
    await finished(file);
  }
  response.writeHead(200, { etag: md5.digest("hex"), "x-amz-checksum-crc32": String(crc), "content-length": 0 });
  response.end();
}

async function get(response, path) {
  const { size } = statSync(path);
  response.writeHead(200, { "content-type": "binary/octet-stream", "content-length": size });
  if (size < SMALL) response.end(await readFile(path));
  else createReadStream(path, { highWaterMark: 256 * 1024 }).pipe(response);
}

function answer(request, response) {
  const path = join(folder, "objects", request.url.replaceAll("/", "_"));
  const work = request.method === "PUT" ? put(request, response, path) : request.method === "GET" ? get(response, path) : call(request, response);
  work.catch((error) => {
    console.error(error);
    response.destroy();
  });
}

const http1 = createHttp1({ noDelay: true }, answer);
const http2 = createHttp2({ settings: { initialWindowSize: 4 * 1024 * 1024 } }, answer);
http2.on("session", (session) => session.setLocalWindowSize(16 * 1024 * 1024));
const server = createServer({ noDelay: true }, (socket) => {
  socket.once("data", (chunk) => {
    socket.pause();
    socket.unshift(chunk);
    const isHttp2 = chunk.subarray(0, 3).equals(Buffer.from("PRI"));
    (isHttp2 ? http2 : http1).emit("connection", socket);
    if (!isHttp2) socket.resume();
  });
});
server.listen(0, "127.0.0.1", () => console.log(`ready on http://127.0.0.1:${server.address().port}`));
