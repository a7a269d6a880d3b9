import { expect } from "chai";
import { fillTemplate, findTemplate } from "./location-template";

describe("the template of partition locations", () => {
  for (const [location, values, template] of [
    ["s3://b/t/day=2030-01-01/hour=5/", ["2030-01-01", "5"], ["s3://b/t/day=", "/hour=", "/"]],
    ["s3://b3/3/3", ["3", "3"], ["s3://b3/", "/", ""]],
    ["s3://b/t/", [], ["s3://b/t/"]],
    ["2030/01", ["2030", "01"], ["", "/", ""]],
    ["s3://b/t/other/", ["2030"], undefined],
    ["s3://b/2/1/", ["1", "2"], undefined],
    ["s3://b/t/", [""], undefined],
  ] as const) {
    it(`of ${location} with ${values.join(", ") || "no values"} is ${template?.join("…") ?? "none"}`, () => {
      expect(findTemplate(location, values)).to.deep.equal(template);
      if (template !== undefined) expect(fillTemplate(template, values)).to.equal(location);
    });
  }
});
