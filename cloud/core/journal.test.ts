import { Readable } from "node:stream";
import { expect } from "chai";
import { Journal, OnTheWire, type JournalRecord } from "./journal";

const call = (fields: Partial<JournalRecord> = {}): JournalRecord => ({
  at: 1,
  service: "s",
  operation: "O",
  input: {},
  outcome: "ok",
  caller: "k",
  origin: "client",
  ...fields,
});

describe("the journal", () => {
  it("numbers calls from 1 and gives those after a number", () => {
    const journal = new Journal();
    for (const operation of ["A", "B", "C"]) journal.add(call({ operation }));
    expect(journal.after(1).map(({ n, operation }) => [n, operation])).to.deep.equal([
      [2, "B"],
      [3, "C"],
    ]);
    expect(journal.after(3)).to.deep.equal([]);
  });

  it("makes values JSON-able", () => {
    const journal = new Journal();
    const input = {
      Data: Buffer.from("hello"),
      When: new Date(0),
      Never: new Date(NaN),
      Body: Readable.from([]),
      List: [1, { Deep: Buffer.from("x") }],
      Gone: undefined,
    };
    journal.add(call({ input }));
    expect(journal.after(0)[0]?.input).to.deep.equal({
      Data: "aGVsbG8=",
      When: "1970-01-01T00:00:00.000Z",
      Never: "Invalid Date",
      Body: "(a stream)",
      List: [1, { Deep: "eA==" }],
    });
  });

  it("cuts long blobs, texts and lists and says how long they were", () => {
    const journal = new Journal();
    journal.add(
      call({
        input: {
          Data: Buffer.alloc(10_000),
          Text: "t".repeat(5_000),
          List: Array.from({ length: 500 }, () => "i".repeat(1_000)),
        },
      }),
    );
    const [entry] = journal.after(0);
    const { Data, Text, List } = (entry?.input ?? {}) as { Data: string; Text: string; List: string[] };
    expect(Data).to.match(/^A+… \(10000 bytes\)$/);
    expect(Text).to.match(/^t{2048}… \(5000 characters\)$/);
    expect(List.at(-1)).to.equal("… (500 items)");
    expect(JSON.stringify(entry).length).to.be.below(40_000);
  });

  it("reads what was noted as it was sent only then, and makes it JSON-able like all else", () => {
    const journal = new Journal();
    const reads: string[] = [];
    const read = (text: string): unknown => {
      reads.push(text);
      return { ...(JSON.parse(text) as object), Data: Buffer.from("hello"), When: new Date(0) };
    };
    const sent = Buffer.from('{"Text":"é…"}');
    journal.add(call({ input: new OnTheWire(sent, read), output: new OnTheWire('{"Text":"漢"}', read) }));
    sent.fill(0);
    expect(reads).to.deep.equal([]);
    const shown = { Data: "aGVsbG8=", When: "1970-01-01T00:00:00.000Z" };
    expect(journal.after(0)[0]).to.include({ n: 1, outcome: "ok" });
    expect(journal.after(0)[0]?.input).to.deep.equal({ Text: "é…", ...shown });
    expect(journal.after(0)[0]?.output).to.deep.equal({ Text: "漢", ...shown });
  });

  it("gives long calls back as they were, after many others came and went", () => {
    const journal = new Journal();
    const input = (i: number): string[] => Array.from({ length: 20 }, (_, at) => `${i}.${at} é…\ud834 `.repeat(100));
    for (let i = 1; i <= 2_500; i++) journal.add(call(i % 7 === 0 ? {} : { input: input(i) }));
    const kept = journal.after(0);
    expect(kept.length).to.be.below(2_000);
    for (const { n, input: given } of kept) if (n % 7 !== 0) expect(given).to.deep.equal(input(n));
  });

  it("drops the oldest calls when its memory is full, and keeps their numbers", () => {
    const journal = new Journal();
    for (let i = 0; i < 2_000; i++) journal.add(call({ input: Array.from({ length: 30 }, () => "x".repeat(1_000)) }));
    const kept = journal.after(0);
    expect(kept.length).to.be.within(100, 600);
    expect(kept.at(-1)?.n).to.equal(2_000);
    expect(kept[0]?.n).to.equal(2_001 - kept.length);
  });
});
