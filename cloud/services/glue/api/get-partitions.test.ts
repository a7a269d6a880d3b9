import type { GetPartitionsRequest } from "@aws-sdk/client-glue";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { createCatalog, IN_TABLE, createKeys, partition } from "../testing/catalog";

describe("Glue GetPartitions", () => {
  const cloud = useCloud();
  const catalog = createCatalog(cloud);
  const get = (request: Partial<GetPartitionsRequest> = {}) =>
    catalog.client.getPartitions({ ...IN_TABLE, ...request });
  const find = (Expression: string) => catalog.listValues({ Expression });

  describe("with an expression", () => {
    beforeEach(async () => {
      await catalog.makeTable({
        PartitionKeys: createKeys("Text string", "whole int", "amount decimal(6,2)", "day date", "at timestamp"),
      });
      await catalog.addPartitions(
        "99/2/1.50/2030-01-02/2030-01-02 00:00:00",
        "200/10/-3/2030-02-01/2030-01-02 00:00:00.5",
        "o'b/9/20/2029-12-31/2030-01-01 23:59:59",
      );
    });
    const first = "99/2/1.50/2030-01-02/2030-01-02 00:00:00";
    const second = "200/10/-3/2030-02-01/2030-01-02 00:00:00.5";
    const third = "o'b/9/20/2029-12-31/2030-01-01 23:59:59";

    const found: readonly (readonly [expression: string, ...found: string[]])[] = [
      ["", first, second, third],
      ["text = '99'", first],
      ["TEXT = 99", first],
      ["text < '200'"],
      ["text = 'o''b'", third],
      ["text <> '99' and text != '200'", third],
      ["whole = 2", first],
      ["whole = '2'", first],
      ["whole > 2", second, third],
      ["whole >= 9 and whole<10", third],
      ["whole in (2, '9')", first, third],
      ["whole NOT IN (2)", second, third],
      ["whole between 2 and 9", first, third],
      ["whole not between 2 and 9", second],
      ["not whole = 2", second, third],
      ["(whole) = ((2))", first],
      ["((whole = 2) or (whole = 9)) and text like '9_'", first],
      ["whole = 2 or whole = 9 and text = 'x'", first],
      ["amount = 1.5", first],
      ["amount < -2.5", second],
      ["amount = 2e1", third],
      ["amount between 1 and 20.00", first, third],
      ["day >= '2030-01-02'", first, second],
      ["at > '2030-01-02 00:00:00'", second],
      ["at = '2030-01-02 00:00:00.500'", second],
      ["text like '%9%'", first],
      ["text like '_'"],
      ["text like '2%0'", second],
      ["text not like '%''%'", first, second],
      ["text is null"],
      ["text is not null and whole is not null", first, second, third],
    ];
    for (const [expression, ...expected] of found) {
      it(`finds ${expected.length} of 3 by "${expression}"`, async () =>
        expect(await find(expression)).to.deep.equal(expected));
    }

    const refused: readonly (readonly [expression: string, message: string])[] = [
      ["price = 1", "Invalid partition expression!"],
      ["whole = 'x'", 'For input string: "x" is not an integer.'],
      ["whole in (2.5)", 'For input string: "2.5" is not an integer.'],
      ["whole like '2'", "Integral data type doesn't support operation 'LIKE'"],
      ["amount like '2'", "Decimal data type doesn't support operation 'LIKE'"],
      ["amount = 'x'", "x is not a decimal."],
      ["day = '2030-02-30'", "2030-02-30 is not a date."],
      ["day like '2030%'", "Date data type doesn't support operation 'LIKE'"],
      ["at = '2030-01-02'", "Timestamp format must be yyyy-mm-dd hh:mm:ss[.fffffffff] 2030-01-02 is not a timestamp."],
      ...[
        "whole",
        "whole =",
        "= 2",
        "whole = 2 and",
        "whole = 2 whole = 3",
        "(whole = 2",
        "whole = 2)",
        "whole in ()",
        "whole in 2",
        "text like 2",
        "whole not = 2",
        "whole between 1 or 2",
        "text = 'open",
        "text is 'x'",
        "whole = whole",
        "2 = whole",
        "whole = -",
        "and = 1",
        '"whole" = 2',
        "whole = 2; x",
      ].map((text) => [text, `Unsupported expression '${text}'`] as const),
    ];
    for (const [expression, message] of refused) {
      it(`rejects "${expression}"`, async () =>
        expect(await catchFault(find(expression))).to.include({ name: "InvalidInputException", message }));
    }
  });

  it("doesn't filter by types that AWS can't compare", async () => {
    await catalog.makeTable({ PartitionKeys: createKeys("share float", "count long") });
    await catalog.addPartitions("0.5/12");
    expect(await catchFault(find("share = 0.5"))).to.include({
      name: "InvalidInputException",
      message: "Unknown type : 'float'",
    });
    expect(await find("count = 12")).to.deep.equal(["0.5/12"]);
  });

  it("compares texts by code points, not by UTF-16 units", async () => {
    await catalog.makeTable({ PartitionKeys: createKeys("name string") });
    await catalog.addPartitions("\u{1F600}", "\uFF21");
    expect(await find("name > '\uFF21'")).to.deep.equal(["\u{1F600}"]);
  });

  it("reports a stored value that doesn't fit its key's type", async () => {
    await catalog.makeTable({ PartitionKeys: createKeys("hour int") });
    await catalog.addPartitions("null");
    expect(await catchFault(find("hour >= 0"))).to.include({
      name: "InvalidStateException",
      message: 'For input string: "null" is not an integer.',
    });
  });

  it("treats Hive's default partition value as NULL", async () => {
    await catalog.makeTable({ PartitionKeys: createKeys("hour int") });
    await catalog.addPartitions("__HIVE_DEFAULT_PARTITION__", "1");
    expect([await find("hour is null"), await find("not hour = 2"), await find("hour is not null")]).to.deep.equal([
      ["__HIVE_DEFAULT_PARTITION__"],
      ["1"],
      ["1"],
    ]);
  });

  describe("in pages", () => {
    const all = Array.from({ length: 25 }, (_, number) => String(number));
    beforeEach(async () => {
      await catalog.makeTable({ PartitionKeys: createKeys("number int") });
      await catalog.addPartitions(...all);
    });

    it("returns the requested number in order of creation, each once", async () => {
      const { Partitions, NextToken } = await get({ MaxResults: 10 });
      expect(Partitions?.map(({ Values }) => Values?.[0])).to.deep.equal(all.slice(0, 10));
      expect(NextToken).to.be.a("string");
      expect(await catalog.listValues({ MaxResults: 10 })).to.deep.equal(all);
      expect(await catalog.listValues({ MaxResults: 3, Expression: "number >= 18" })).to.deep.equal(all.slice(18));
    });

    it("continues after the last returned partition, even if that is deleted", async () => {
      const { NextToken } = await get({ MaxResults: 10 });
      await catalog.client.deletePartition({ ...IN_TABLE, PartitionValues: ["9"] });
      expect((await get({ MaxResults: 1, NextToken })).Partitions?.[0]?.Values).to.deep.equal(["10"]);
    });

    it("assigns each partition to one segment", async () => {
      const segments = await Promise.all(
        [0, 1, 2].map((SegmentNumber) =>
          catalog.listValues({ MaxResults: 4, Segment: { SegmentNumber, TotalSegments: 3 } }),
        ),
      );
      expect(segments.flat()).to.have.members(all);
      expect(segments.map(({ length }) => length)).to.have.members([8, 8, 9]);
      expect(await catchFault(get({ Segment: { SegmentNumber: 3, TotalSegments: 3 } }))).to.include({
        name: "InvalidInputException",
      });
    });

    it("omits the columns on request", async () => {
      const { Partitions } = await get({ MaxResults: 1, ExcludeColumnSchema: true });
      const { Columns: columns, ...rest } = partition("0").StorageDescriptor ?? {};
      expect(columns).to.have.lengthOf(1);
      expect(Partitions?.[0]?.StorageDescriptor).to.deep.include(rest).and.not.have.property("Columns");
    });

    it("rejects foreign tokens, and page sizes out of bounds", async () => {
      for (const NextToken of [
        "",
        "x",
        Buffer.from("{}").toString("base64url"),
        Buffer.from("[1,2]").toString("base64url"),
        Buffer.from('["prices"]').toString("base64url"),
      ]) {
        expect(await catchFault(get({ NextToken })), NextToken).to.include({
          name: "InvalidInputException",
          message: "Invalid NextToken.",
        });
      }
      for (const MaxResults of [0, 1001])
        expect(await catchFault(get({ MaxResults }))).to.include({ name: "InvalidInputException" });
    });
  });
});
