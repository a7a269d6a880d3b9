import { expect } from "chai";
import { parseEvent } from "./parse-event";

const event = {
  componentName: "user-service",
  metricName: "cpu",
  unit: "percent",
  value: 50,
  timestamp: "2030-01-01T12:00:00Z",
};
const read = (value: unknown) => parseEvent(Buffer.from(typeof value === "string" ? value : JSON.stringify(value)));

describe("operator parseEvent", () => {
  it("reads a metric event", () => expect(read(event)).to.deep.equal(event));
  for (const [what, value] of [
    ["no JSON", "{"],
    ["no object", "7"],
    ["a value that is text", { ...event, value: "50" }],
    ["a time that is none", { ...event, timestamp: "noon" }],
    ["no component", { ...event, componentName: undefined }],
  ] as const)
    it(`returns nothing for ${what}`, () => expect(read(value)).to.equal(undefined));
});
