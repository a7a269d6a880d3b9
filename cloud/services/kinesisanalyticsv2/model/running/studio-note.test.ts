import { expect } from "chai";
import { getSqlOfNote } from "./studio-note";

describe("a Studio note", () => {
  it("contributes its paragraphs' SQL, without its text", () => {
    const note = {
      paragraphs: [
        { text: "%md\n# About;" },
        { text: "%flink.ssql\nCREATE TABLE a (x INT)" },
        { title: "empty" },
        { text: "%flink.ssql(type=update)\nINSERT INTO b SELECT x FROM a;" },
      ],
    };
    expect(getSqlOfNote(JSON.stringify(note))).to.equal("CREATE TABLE a (x INT);\nINSERT INTO b SELECT x FROM a;");
  });
  it("can be plain SQL", () => {
    expect(getSqlOfNote("%flink.ssql\nSELECT 1")).to.equal("SELECT 1;");
  });
  it("is rejected with advice if it uses other languages", () => {
    expect(() => getSqlOfNote("%flink.pyflink\nprint(1)")).to.throw("%flink.pyflink: take this paragraph out");
    expect(() => getSqlOfNote("{")).to.throw("not JSON");
  });
});
