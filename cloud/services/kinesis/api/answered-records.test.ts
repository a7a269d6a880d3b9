import { GetRecords$ } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { createTemporaryFolder } from "../../../testing/temporary-folder";
import { createRandom, type Random } from "../../../../foundation/random";
import { JsonText, compileJsonWriter } from "../../../protocols/json-writer";
import { Storage } from "../../../storage/storage";
import { AnsweredRecords } from "./answered-records";
import type { NewRecord } from "../store/record";
import { SegmentIndexes } from "../store/chunk";
import { Shard } from "../model/shard";
import { StreamLog } from "../store/stream-log";
import { getOutput } from "../../../protocols/json-schema";

const SEED = "answered";
/** Characters that JSON escapes, those that it may escape, surrogate pairs, and a lone surrogate. */
const STRANGE = ['"', "\\", "/", "\b", "\f", "\n", "\r", "\t", "\0", "\u001f", " ", "~", "\u007f", "\u0080", "é", "ÿ"];
const STRANGER = [
  "\u2028",
  "\u2029",
  "\ufeff",
  "\ufffd",
  "\uffff",
  "станция",
  "😀",
  "👩‍🚒",
  "\ud800",
  "\udc00x",
  "</script>",
];
/** Enough for the longest list of these tests. */
const MEMORY_BYTES = 8 * 1024 * 1024;

function drawKey(random: Random): string {
  if (random.drawFraction() < 0.3) return random.drawHex(1 + random.drawBelow(32));
  const parts = [...STRANGE, ...STRANGER, "key", "a".repeat(100)];
  return Array.from({ length: 1 + random.drawBelow(5) }, () => parts[random.drawBelow(parts.length)]).join("");
}

const createRecord = (random: Random): NewRecord => ({
  partitionKey: drawKey(random),
  data: Buffer.from(
    Array.from({ length: random.drawBelow(random.drawFraction() < 0.1 ? 3_000 : 40) }, () => random.drawBelow(256)),
  ),
});

describe(`JSON of GetRecords' records (seed "${SEED}")`, () => {
  const data = createTemporaryFolder();
  let storage: Storage;
  let log: StreamLog;
  let shard: Shard;
  before(() => {
    storage = new Storage({ data, survivesPowerLoss: false, onCut: () => undefined });
    log = new StreamLog({ storage, folder: "kinesis/records/s", indexes: new SegmentIndexes(), segmentBytes: 200_000 });
    shard = new Shard({ index: 18, firstHash: "0", lastHash: "1", madeAt: 1_893_456_000_999 }, log.getShard(18));
    const random = createRandom(SEED);
    let arrivedAt = 1_893_456_001_000;
    for (let batch = 0; batch < 300; batch += 1) {
      // Batches within one second and after one, in whole seconds and with milliseconds, of one record and of many.
      arrivedAt += [0, 1, 250, 1_000, 60_000][random.drawBelow(5)] ?? 0;
      const count = random.drawFraction() < 0.7 ? 1 + random.drawBelow(3) : 1 + random.drawBelow(60);
      const records = Array.from({ length: count }, () => createRecord(random));
      log.append([{ shard: 18, records }], { arrivedAt, upMs: arrivedAt });
    }
  });
  after(() => storage.close());

  const answerRecords = (
    number: number,
    limits: { readonly records: number; readonly bytes: number },
  ): AnsweredRecords => new AnsweredRecords(shard, shard.log.read(number, -1, limits));
  const write = compileJsonWriter(getOutput(GetRecords$));
  const readWritten = (Records: unknown): string => {
    const text = new JsonText();
    write?.({ Records, NextShardIterator: "next", MillisBehindLatest: 7 }, text);
    return String(text.finish());
  };

  it("equals the serialized objects byte for byte, wherever a read begins", () => {
    const random = createRandom(`${SEED} reads`);
    const ends = shard.log.next;
    expect(ends).to.be.above(2_000);
    for (let turn = 0; turn < 60; turn += 1) {
      const records = [1, 2, 100, 10_000][random.drawBelow(4)] ?? 1;
      const list = answerRecords(1 + random.drawBelow(ends), { records, bytes: 10 ** random.drawBelow(8) });
      const values = [...list];
      expect(values).to.have.lengthOf(list.length);
      const memory = Buffer.alloc(MEMORY_BYTES);
      const end = list.writeJson(memory, 5);
      expect(
        `{"Records":${memory.toString("utf8", 5, end)},"NextShardIterator":"next","MillisBehindLatest":7}`,
      ).to.equal(readWritten(values));
      expect(list.maxJsonBytes).to.be.at.least(end - 5);
      expect(readWritten(list)).to.equal(readWritten(values));
    }
  });

  it("is an empty list if there are no records", () => {
    const none = answerRecords(shard.log.next, { records: 10, bytes: 10 });
    const memory = Buffer.alloc(10);
    expect(memory.toString("utf8", 0, none.writeJson(memory, 0))).to.equal("[]");
    expect(readWritten(none)).to.equal('{"Records":[],"NextShardIterator":"next","MillisBehindLatest":7}');
  });

  it("contains the shard's sequence numbers", () => {
    const read = shard.log.read(1, -1, { records: 10_000, bytes: Infinity });
    expect(Array.from(new AnsweredRecords(shard, read), ({ SequenceNumber }) => SequenceNumber)).to.deep.equal(
      Array.from(read, (record) => shard.getSequenceNumber(record)),
    );
  });
});
