import { expect } from "chai";
import { createRandom } from "../../../../../foundation/random";
import { evaluateErrorPrefix, evaluatePrefix, type PrefixValues, parsePrefixParts } from "./evaluate";

const AT = Date.UTC(2026, 6, 13, 14, 59, 59, 999);
const evaluateWith = (prefix: string, values: Partial<PrefixValues> = {}): string =>
  evaluatePrefix(parsePrefixParts(prefix, "Prefix"), {
    oldestAt: AT,
    timeZone: "UTC",
    random: createRandom("one"),
    ...values,
  });
const evaluateErrorWith = (prefix: string, errorType: string): string =>
  evaluateErrorPrefix(parsePrefixParts(prefix, "ErrorOutputPrefix"), {
    oldestAt: AT,
    timeZone: "UTC",
    random: createRandom("one"),
    errorType,
  });

describe("Firehose prefixes", () => {
  it("default to the hour of arrival (FH-039)", () => expect(evaluateWith("")).to.equal("2026/07/13/14/"));
  it("append the hour to plain text, without a slash (FH-039)", () =>
    expect(evaluateWith("legacy")).to.equal("legacy2026/07/13/14/"));
  it("append nothing to an expression (FH-040, FH-075)", () => {
    expect(
      evaluateWith("customer_id=!{partitionKeyFromQuery:customer_id}/", {
        keys: { "query:customer_id": "1234567890" },
      }),
    ).to.equal("customer_id=1234567890/");
    expect(evaluateWith("!{timestamp:yyyy}-x")).to.equal("2026-x");
  });
  it("use one instant throughout, in the configured zone (FH-044, FH-045)", () => {
    expect(evaluateWith("!{timestamp:yyyy/MM/dd/HH}!{timestamp:-mm}/", { timeZone: "Asia/Tokyo" })).to.equal(
      "2026/07/13/23-59/",
    );
    expect(evaluateWith("t/", { timeZone: "Asia/Tokyo" })).to.equal("t/2026/07/13/23/");
  });
  it("contain 11 random characters, new for each use (FH-046)", () => {
    const [first, second] = evaluateWith("!{firehose:random-string}/!{firehose:random-string}").split("/");
    expect(first).to.match(/^[A-Za-z0-9]{11}$/);
    expect(second)
      .to.match(/^[A-Za-z0-9]{11}$/)
      .and.not.equal(first);
  });
  it("include the kind of failure (FH-057)", () => {
    expect(evaluateErrorWith("e/!{firehose:error-output-type}/!{timestamp:dd}/", "processing-failed")).to.equal(
      "e/processing-failed/13/",
    );
  });
  it("put the kind of failure before the hour if there is no expression (FH-056)", () => {
    expect(evaluateErrorWith("", "processing-failed")).to.equal("processing-failed/2026/07/13/14/");
    expect(evaluateErrorWith("errors/", "processing-failed")).to.equal("errors/processing-failed/2026/07/13/14/");
  });
});
