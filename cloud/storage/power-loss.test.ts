import { readlinkSync } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { skipIf } from "../testing/skip";
import { createTemporaryFolder } from "../testing/temporary-folder";
import { useCloud } from "../testing/use-cloud";

describe("an acknowledged write with --fsync", () => {
  const data = createTemporaryFolder();
  const cloud = useCloud({ data, fsync: true });
  const createClient = (): SQS => cloud.createClient(SQS);
  const synced: string[] = [];
  let restore = (): void => undefined;
  before(async function () {
    skipIf(this, process.platform === "linux" ? undefined : "only Linux tells which file a descriptor stands for");
    const probe = await open(join(data, "probe"), "w");
    await probe.close();
    // The border: every file handle has this prototype, whose methods are the only way to observe flushes to the
    // disk.
    const handles = Object.getPrototypeOf(probe) as FileHandle;
    const datasync = Object.getOwnPropertyDescriptor(handles, "datasync") ?? {};
    Object.defineProperty(handles, "datasync", {
      ...datasync,
      async value(this: FileHandle): Promise<void> {
        const path = readlinkSync(`/proc/self/fd/${this.fd}`);
        await (datasync.value as FileHandle["datasync"]).call(this);
        synced.push(path.slice(data.length + "/services/".length));
      },
    });
    restore = () => void Object.defineProperty(handles, "datasync", datasync);
  });
  after(() => restore());
  const listSynced = async (work: () => Promise<unknown>): Promise<string[]> => {
    synced.length = 0;
    await work();
    return [...synced];
  };

  it("is on disk before it is acknowledged, and untouched files aren't flushed", async () => {
    expect(await listSynced(() => cloud.kinesis.createStream({ StreamName: "one", ShardCount: 1 }))).to.include(
      "kinesis/streams.table",
    );
    await cloud.kinesis.createStream({ StreamName: "two", ShardCount: 1 });
    await cloud.advance(1);
    await createClient().createQueue({ QueueName: "queue" });
    const put = (StreamName: string) => () =>
      cloud.kinesis.putRecord({ StreamName, PartitionKey: "k", Data: Buffer.from("x") });
    await listSynced(put("two"));
    const first = await listSynced(put("one"));
    expect(first.filter((file) => file.startsWith("kinesis/records/"))).to.have.length(1);
    expect(await listSynced(put("one")), "the same file, and no other").to.deep.equal(
      first.filter((file) => file.startsWith("kinesis/records/")),
    );
    expect(await listSynced(() => createClient().sendMessage({ QueueUrl: "queue", MessageBody: "x" }))).to.deep.equal([
      "sqs/messages/000000000001.log",
    ]);
  });
});
