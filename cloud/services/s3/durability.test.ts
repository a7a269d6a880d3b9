import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { Readable } from "node:stream";
import { S3 } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { skipIf } from "../../testing/skip";
import { createTemporaryFolder } from "../../testing/temporary-folder";
import { waitUntil } from "../../testing/until";
import { startCloudProcess, type CloudProcess } from "../../testing/cloud-process";
import { catchFault } from "../../testing/use-cloud";

const Bucket = "trips";
const createClient = ({ clientConfig }: CloudProcess): S3 => new S3(clientConfig);
const readText = async (client: S3, Key: string): Promise<string> =>
  (await client.getObject({ Bucket, Key })).Body?.transformToString() ?? "";

const listFiles = (folder: string): string[] =>
  readdirSync(join(folder, "services", "s3", "objects"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

describe("S3 in a process of its own", () => {
  const data = createTemporaryFolder();
  const open: { readonly cloud: CloudProcess; readonly client: S3 }[] = [];
  afterEach(async () => {
    for (const { cloud, client } of open.splice(0)) {
      client.destroy();
      await cloud.end("SIGKILL");
    }
  });
  const start = async (folder: string, within: readonly string[] = []) => {
    const cloud = await startCloudProcess(["--port", "0", "--data", folder], { within });
    const running = { cloud, client: createClient(cloud) };
    open.push(running);
    return running;
  };

  it("keeps every acknowledged object complete through kill -9 during writes, and no other", async () => {
    const acknowledged = new Map<string, string>();
    for (let round = 0; round < 3; round++) {
      const { cloud, client } = await start(data);
      if (round === 0) await client.createBucket({ Bucket });
      let puts = 0;
      const write = async (writer: number): Promise<void> => {
        for (let turn = 0; ; turn++) {
          const Key = `${round}/${writer}/${turn % 10}`;
          // Small objects, which take one write, and large objects, which take several.
          const Body = randomBytes(turn % 3 === 0 ? 1_500_000 : 500).toString("base64");
          // If the kill comes while the object is replaced, either version may be there.
          acknowledged.delete(Key);
          await client.putObject({ Bucket, Key, Body });
          acknowledged.set(Key, Body);
          if (++puts === 60) cloud.child.kill("SIGKILL");
        }
      };
      await Promise.allSettled([0, 1, 2, 3].map(write));
      expect(puts, "the kill came while all were writing").to.be.within(60, 63);
      await cloud.ended;
      client.destroy();
      open.length = 0;
    }
    const { client } = await start(data);
    for (const [key, body] of acknowledged) expect(await readText(client, key)).to.equal(body);
    const { Contents = [] } = await client.listObjectsV2({ Bucket });
    for (const { Key = "", ETag, Size } of Contents) {
      const text = await readText(client, Key);
      expect([`"${createHash("md5").update(text).digest("hex")}"`, text.length], Key).to.deep.equal([ETag, Size]);
    }
    expect(listFiles(data), "what was half written is gone").to.have.length(Contents.length);
  });

  it("handles many unfinished uploads with little memory, and removes them when their clients disconnect", async () => {
    const folder = createTemporaryFolder();
    const { cloud, client } = await start(folder);
    await client.createBucket({ Bucket });
    await client.putObject({ Bucket, Key: "a", Body: "before" });
    const { port, hostname } = new URL(cloud.endpoint);
    const sockets = await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        const socket = connect(Number(port), hostname);
        socket.write(
          `PUT /${Bucket}/${index === 0 ? "a" : index} HTTP/1.1\r\nHost: ${hostname}\r\nContent-Length: 9000000\r\nExpect: 100-continue\r\n\r\n`,
        );
        const [answer] = (await once(socket, "data")) as [Buffer];
        expect(String(answer)).to.match(/^HTTP\/1\.1 100 /);
        return socket;
      }),
    );
    // All uploads have begun. A single upload would gather a megabyte in memory before it writes.
    for (const socket of sockets) socket.write(Buffer.alloc(900_000));
    const countFilesBeside = async (): Promise<number> => {
      expect(await readText(client, "a")).to.equal("before");
      return listFiles(folder).length;
    };
    await waitUntil(async () => (await countFilesBeside()) >= 101);
    await client.putObject({ Bucket, Key: "b", Body: "meanwhile" });
    expect(await readText(client, "b")).to.equal("meanwhile");
    for (const socket of sockets) socket.destroy();
    await waitUntil(async () => (await countFilesBeside()) <= 2);
  });

  it("returns an error when the disk is full, and keeps all existing objects", async function () {
    const { status } = spawnSync("bwrap", ["--dev-bind", "/", "/", "--size", "1048576", "--tmpfs", "/tmp", "true"]);
    skipIf(
      this,
      status === 0 ? undefined : "a small disk takes bubblewrap, which is not installed or not allowed here",
    );
    const folder = createTemporaryFolder();
    const { client } = await start(folder, [
      "bwrap",
      "--die-with-parent",
      "--dev-bind",
      "/",
      "/",
      "--size",
      String(12 * 1024 * 1024),
      "--tmpfs",
      folder,
    ]);
    await client.createBucket({ Bucket });
    const saved = "x".repeat(2_000_000);
    await client.putObject({ Bucket, Key: "kept", Body: saved });
    for (const size of [20_000_000, 11_000_000]) {
      for (const Key of ["large", "kept"]) {
        const fault = await catchFault(client.putObject({ Bucket, Key, Body: Buffer.alloc(size) }));
        expect(fault).to.include({ message: "The lab cloud's disk is full: nothing was written." });
        expect(fault.$metadata).to.include({ httpStatusCode: 500 });
      }
    }
    expect((await catchFault(client.headObject({ Bucket, Key: "large" }))).$metadata).to.include({
      httpStatusCode: 404,
    });
    expect(await readText(client, "kept")).to.equal(saved);
    const stored: string[] = [];
    for (let at = 0; ; at++) {
      const put = client.putObject({ Bucket, Key: `small ${at}`, Body: String(at).repeat(100_000) });
      if (
        !(await put.then(
          () => true,
          () => false,
        ))
      )
        break;
      stored.push(`small ${at}`);
    }
    expect(stored, "the room of what failed is free again").to.have.length.above(20);
    for (const [at, key] of stored.entries()) expect(await readText(client, key)).to.equal(String(at).repeat(100_000));
  });

  it("stores and returns an object of 400 MB in constant memory", async function () {
    skipIf(this, process.platform === "linux" ? undefined : "only Linux tells a process's largest memory");
    const folder = createTemporaryFolder();
    const { cloud, client } = await start(folder);
    await client.createBucket({ Bucket });
    await client.putObject({
      Bucket,
      Key: "warm",
      Body: Readable.from([Buffer.alloc(2_000_000)]),
      ContentLength: 2_000_000,
    });
    const getLargestMiB = (): number =>
      Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${cloud.child.pid}/status`, "utf8"))?.[1]) / 1024;
    const before = getLargestMiB();
    const piece = Buffer.alloc(1_000_000, "0123456789");
    const Body = Readable.from(
      (function* () {
        for (let at = 0; at < 400; at++) yield piece;
      })(),
    );
    await client.putObject({ Bucket, Key: "large", Body, ContentLength: 400_000_000 });
    const reply = await client.getObject({ Bucket, Key: "large" });
    let bytesRead = 0;
    for await (const chunk of reply.Body as Readable) bytesRead += (chunk as Buffer).byteLength;
    expect(bytesRead).to.equal(400_000_000);
    expect(getLargestMiB() - before, "MiB more than before").to.be.below(150);
  });
});
