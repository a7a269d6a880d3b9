import { expect } from "chai";
import { createTemporaryFolder } from "../../../testing/temporary-folder";
import type { Core } from "../../../core/core";
import { createRandom } from "../../../../foundation/random";
import { Storage } from "../../../storage/storage";
import { createSteppedClock, testCore } from "../../../testing/test-core";
import { Kinesis } from "./kinesis";
import { acceptRecords } from "./accept-records";
import { openSource, type SourcePosition, type StreamSource } from "./source";

const ARN = "arn:aws:kinesis:us-east-1:000000000000:stream/trips";

describe("a stream as a source for other services", () => {
  const folder = createTemporaryFolder();
  let core: Core;
  let kinesis: Kinesis;
  beforeEach(async () => {
    const storage = new Storage({ data: folder, survivesPowerLoss: false, onCut: () => undefined });
    const clock = createSteppedClock();
    core = testCore(clock, storage, { createArn: () => ARN });
    kinesis = new Kinesis(core, { createSource: () => ({ count: () => undefined }) }, { shardQuota: undefined });
    kinesis.create({ name: "trips", mode: "PROVISIONED", maxRecordKiB: 1024, tags: {}, wantedShards: 2 });
    await clock.advance(1);
  });
  afterEach(() => {
    core.storage.clear();
    core.storage.close();
  });

  const createSource = (): StreamSource => {
    const found = openSource(core, kinesis, ARN);
    if (found === undefined) throw new Error("the stream is there");
    return found;
  };
  const put = (text: string): void =>
    void acceptRecords(core, kinesis.requireReadable({ StreamName: "trips" }), [
      { Data: Buffer.from(text), PartitionKey: text },
    ]);

  it("doesn't exist while the stream is missing or being created", () => {
    expect(openSource(core, kinesis, `${ARN}-other`)).to.equal(undefined);
  });

  it("returns every record once, in its shard's order, through splits and merges", async () => {
    put("before");
    let positions: SourcePosition[] = createSource().getLatest();
    const sent: string[] = [];
    const received: string[] = [];
    const random = createRandom("walk");
    for (let round = 0; round < 40; round++) {
      for (let i = 0; i < 5; i++) {
        const text = `${round}-${i}`;
        put(text);
        sent.push(text);
      }
      const stream = kinesis.requireChangeable({ StreamName: "trips" });
      kinesis.begin(stream, { kind: "resize", shards: 1 + random.drawBelow(4) });
      await core.clock.advance(1);
      if (round % 3 === 0) positions = readAll(positions, received, 2);
    }
    for (let round = 0; round < 200; round++) positions = readAll(positions, received, 2);
    expect([...received].sort()).to.deep.equal([...sent].sort());
  });

  it("starts with the oldest record of every shard without a remaining parent", async () => {
    put("before");
    kinesis.begin(kinesis.requireChangeable({ StreamName: "trips" }), { kind: "resize", shards: 4 });
    await core.clock.advance(1);
    put("after");
    let positions = createSource().trimHorizon();
    expect(positions).to.deep.equal([
      { shard: 0, number: 0 },
      { shard: 1, number: 0 },
    ]);
    const received: string[] = [];
    for (let round = 0; round < 5; round++) positions = readAll(positions, received, 2);
    expect(received).to.have.members(["before", "after"]);
  });

  function readAll(positions: readonly SourcePosition[], received: string[], records: number): SourcePosition[] {
    return positions.flatMap((position) => {
      const read = createSource().read(position, { records });
      received.push(...(read?.records ?? []).map(({ data }) => Buffer.from(data).toString()));
      return read?.next ?? [];
    });
  }
});
