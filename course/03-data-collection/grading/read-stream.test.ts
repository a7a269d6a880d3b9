import { expect } from "chai";
import { readStream } from "./read-stream";

describe("the reader of streams", () => {
  it("reads types with several names as one", () => {
    const { columns } = readStream(
      'CREATE STREAM "OUT" ("a" character varying (32), "b" VARCHAR(32), "c" int, "d" INTEGER)',
    );
    expect(columns.map(({ type }) => type)).to.deep.equal(["VARCHAR(32)", "VARCHAR(32)", "INTEGER", "INTEGER"]);
  });

  it("keeps CHARACTER apart from CHARACTER VARYING", () => {
    const { columns } = readStream('CREATE STREAM "OUT" ("a" CHARACTER(32))');
    expect(columns).to.deep.equal([{ name: "a", type: "CHARACTER(32)" }]);
  });
});
