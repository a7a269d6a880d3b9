import { expect } from "chai";
import { AwsFault } from "./faults";
import { Journal } from "./journal";
import { SessionWrites } from "./session-writes";
import { createServiceNote } from "./notes";

describe("a call between services", () => {
  const head = { service: "s3", operation: "PutObject", input: { Key: "a" }, caller: "firehose" };

  it("is journaled with its outcome, at the time when it began", () => {
    const journal = new Journal();
    let now = 5;
    const core = { now: () => now, journal };
    const notes = [createServiceNote(core, head), createServiceNote(core, head), createServiceNote(core, head)];
    now = 9;
    notes[0]?.noteAnswer({ ETag: "e" });
    const fault = new AwsFault("NoSuchBucket", "none", { status: 404 });
    expect(notes[1]?.noteRefusal(fault)).to.equal(fault);
    expect(() => notes[2]?.noteRefusal(new Error("a bug"))).to.throw("a bug");
    const refused = { code: "NoSuchBucket", message: "none", status: 404 };
    expect(journal.listAfter(0)).to.deep.equal([
      { n: 1, at: 5, ...head, origin: "service", outcome: "ok", output: { ETag: "e" } },
      { n: 2, at: 5, ...head, origin: "service", outcome: refused, output: undefined },
    ]);
  });

  it("of a function counts accepted records and objects by destination", () => {
    const writes = new SessionWrites();
    const put = { service: "s3", operation: "PutObject", input: { Bucket: "b" }, output: {} };
    for (let n = 0; n < 2; n += 1) writes.count("f", put);
    const records = { StreamARN: "arn:aws:kinesis:us-east-1:000000000000:stream/trips", Records: [{}, {}, {}] };
    for (const FailedRecordCount of [1, 3])
      writes.count("f", {
        service: "kinesis",
        operation: "PutRecords",
        input: records,
        output: { FailedRecordCount },
      });
    writes.count("f", { ...put, operation: "GetObject" });
    expect(writes.getLiveFigures()).to.deep.equal({ "f s3/b": { written: 2 }, "f kinesis/trips": { written: 2 } });
  });
});
