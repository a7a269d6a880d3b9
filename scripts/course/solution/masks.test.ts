import { expect } from "chai";
import { maskText, MASKS } from "./masks";

describe("masks", () => {
  const examples: readonly (readonly [what: string, one: string, other: string])[] = [
    [
      "a request id or any other UUID",
      "id 1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed.",
      "id 9b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4beA.",
    ],
    ["a sequence number", `seq ${"49".padEnd(56, "1")}`, `seq ${"49".padEnd(56, "2")}`],
    ["a shard iterator or another opaque token", "A".repeat(100), `${"B".repeat(120)}==`],
    ["a date and time", "at 2030-01-01T00:00:00.123Z!", "at 2031-12-31T23:59:59.9Z!"],
    [
      "a date and time in an object's key",
      "firehose/2030/01/01/00/x-1-2030-01-01-00-01-02-y",
      "firehose/2031/02/03/04/x-1-2031-02-03-04-05-06-y",
    ],
    ["a date", "on 2030-01-01", "on 2031-02-03"],
    ["a time of day", "at 10:15 and 10:15:01", "at 11:16 and 23:59:59"],
    ["milliseconds since 1970", "1893456000000", "1893456999999"],
    ["seconds since 1970, with their fraction", "at 1893488901.318", "at 1893499999.5"],
    ["whole seconds since 1970", '"event_timestamp":1795175832', '"event_timestamp":1899999999'],
    [
      "a time in the folders of partitions",
      "station_id=1/year=2026/month=11/day=20/hour=09/minute=59/",
      "station_id=1/year=2027/month=01/day=02/hour=23/minute=00/",
    ],
    [
      "the memory a function used",
      "Memory Size: 128 MB\tMax Memory Used: 71 MB",
      "Memory Size: 128 MB\tMax Memory Used: 103 MB",
    ],
    ["a duration", "Seen after 12 s.", "Seen after 1.5 s."],
    ["the port of the lab cloud", "http://127.0.0.1:4566/", "http://127.0.0.1:51234/"],
  ];

  it("each have an example", () => {
    expect(examples.map(([title]) => title)).to.deep.equal(MASKS.map(({ what: title }) => title));
  });
  for (const [title, first, second] of examples) {
    it(`hide ${title}`, () => {
      expect(maskText(first)).to.equal(maskText(second));
    });
  }

  for (const [first, second] of [
    ["2 records", "3 records"],
    ["de-c2w2lab1-000000000000-usa", "de-c2w2lab1-000000000000-international"],
    ["shardId-000000000000", "shardId-000000000001"],
    ["ACTIVE", "CREATING"],
    ["Seen after 3 s: stream", "Seen after 3 s: bucket"],
    ["station_id=1", "station_id=2"],
  ] as const) {
    it(`distinguish ${first} from ${second}`, () => {
      expect(maskText(first)).not.to.equal(maskText(second));
    });
  }
});
