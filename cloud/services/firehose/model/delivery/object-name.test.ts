import { expect } from "chai";
import { createRandom } from "../../../../../foundation/random";
import { resolveDestination } from "../destination/settings";
import type { DestinationInput } from "../destination-input";
import { formatObjectName, type ObjectNaming } from "./uploads";

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
const createName = (destination: Partial<DestinationInput>, more: Partial<ObjectNaming> = {}): string =>
  formatObjectName({
    stream: "orders",
    version: 3,
    oldestAt: Date.UTC(2026, 6, 13, 23, 5, 9, 999),
    random: createRandom("names"),
    settings: resolveDestination({
      RoleARN: "arn:aws:iam::000000000000:role/r",
      BucketARN: "arn:aws:s3:::b",
      ...destination,
    }),
    ...more,
  });

describe("Firehose object names", () => {
  const cases: readonly (readonly [what: string, given: Partial<DestinationInput>, pattern: string])[] = [
    ["the hour without a prefix (FH-038, FH-039)", {}, `2026/07/13/23/orders-3-2026-07-13-23-05-09-${UUID}`],
    [
      "plain text before the hour (FH-039)",
      { Prefix: "firehose/" },
      `firehose/2026/07/13/23/orders-3-2026-07-13-23-05-09-${UUID}`,
    ],
    [
      "the zone in prefix and name alike (FH-044)",
      { CustomTimeZone: "Asia/Tokyo" },
      `2026/07/14/08/orders-3-2026-07-14-08-05-09-${UUID}`,
    ],
    [
      ".gz after GZIP (FH-041)",
      { CompressionFormat: "GZIP", Prefix: "!{timestamp:yyyy}/" },
      `2026/orders-3-2026-07-13-23-05-09-${UUID}\\.gz`,
    ],
    [
      "the given extension in place of the compression's (FH-043)",
      { CompressionFormat: "GZIP", FileExtension: ".json" },
      `2026/07/13/23/orders-.*-${UUID}\\.json`,
    ],
    [
      "the usual extension for an empty one (FH-043)",
      { CompressionFormat: "ZIP", FileExtension: "" },
      `2026/07/13/23/orders-.*-${UUID}\\.zip`,
    ],
  ];
  for (const [title, settings, pattern] of cases)
    it(`have ${title}`, () => expect(createName(settings)).to.match(new RegExp(`^${pattern}$`)));

  it("put failed records under the error prefix, without an extension (FH-043, FH-057)", () => {
    expect(
      createName(
        {
          ErrorOutputPrefix: "errors/!{firehose:error-output-type}/",
          CompressionFormat: "GZIP",
          FileExtension: ".json",
        },
        { errorType: "processing-failed" },
      ),
    ).to.match(new RegExp(`^errors/processing-failed/orders-3-2026-07-13-23-05-09-${UUID}$`));
  });
  it("put failed records under the prefix and the kind of failure if there is no error prefix (FH-056)", () => {
    expect(createName({ Prefix: "p/" }, { errorType: "processing-failed" })).to.match(
      /^p\/processing-failed\/2026\/07\/13\/23\/orders-3-/,
    );
  });
  it("contain the partition keys (FH-075)", () => {
    expect(
      createName(
        { Prefix: "id=!{partitionKeyFromQuery:id}/", ErrorOutputPrefix: "e/" },
        { keys: { "query:id": "42" } },
      ),
    ).to.match(/^id=42\/orders-3-/);
  });
});
