import { appendFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { createTemporaryFolder } from "./testing/temporary-folder";
import { startCloudProcess, type CloudProcess } from "./testing/cloud-process";

const STREAM = { StreamName: "trips" };

describe("data in a folder", function () {
  const data = createTemporaryFolder();
  const createClient = ({ clientConfig }: CloudProcess): Kinesis => new Kinesis(clientConfig);
  const start = (): Promise<CloudProcess> => startCloudProcess(["--port", "0", "--data", data, "--speed", "0"]);
  const readAll = async (client: Kinesis): Promise<string[]> => {
    const { ShardIterator } = await client.getShardIterator({
      ...STREAM,
      ShardId: "shardId-000000000000",
      ShardIteratorType: "TRIM_HORIZON",
    });
    const { Records = [] } = await client.getRecords({ ShardIterator });
    return Records.map(({ Data }) => Buffer.from(Data ?? []).toString());
  };

  it("keeps every acknowledged record through repeated kill -9 during writes", async () => {
    let cloud = await start();
    let client = createClient(cloud);
    await client.createStream({ ...STREAM, ShardCount: 1 });
    await cloud.advance(1);
    const acknowledged: string[] = [];
    for (let round = 0; round < 3; round++) {
      const writing = (async () => {
        for (let batch = 0; ; batch++) {
          const texts = Array.from({ length: 20 }, (_, index) => `${round}-${batch}-${index}`);
          await client.putRecords({
            ...STREAM,
            Records: texts.map((text) => ({ Data: Buffer.from(text), PartitionKey: "k" })),
          });
          acknowledged.push(...texts);
          // Killed after a number of acknowledged batches, not after a time.
          if (batch === 10) cloud.child.kill("SIGKILL");
        }
      })();
      await writing.then(
        () => {
          throw new Error("the cloud was to be killed");
        },
        () => undefined,
      );
      await cloud.ended;
      client.destroy();
      cloud = await start();
      client = createClient(cloud);
      await cloud.advance(10);
      const stored = await readAll(client);
      expect(stored.filter((text) => acknowledged.includes(text))).to.deep.equal(acknowledged);
    }
    client.destroy();
    await cloud.end("SIGTERM");
  });

  it("truncates and reports an incomplete write at the next start, and loses nothing before it", async () => {
    const cloud = await start();
    const client = createClient(cloud);
    await cloud.advance(1);
    const before = await readAll(client);
    client.destroy();
    await cloud.end("SIGTERM");
    const folder = join(data, "services", "kinesis", "records");
    const [stream = ""] = readdirSync(folder);
    const [log = ""] = readdirSync(join(folder, stream));
    appendFileSync(join(folder, stream, log), Buffer.from([200, 0, 0, 0, 1, 2, 3, 4, 5]));
    const again = await start();
    const reader = createClient(again);
    await again.advance(1);
    expect(await readAll(reader)).to.deep.equal(before);
    expect(again.getErrors()).to.contain("9 bytes of an interrupted write were cut off its end");
    reader.destroy();
    await again.end("SIGTERM");
  });
});
