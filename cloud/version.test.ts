import { readFileSync } from "node:fs";
import { expect } from "chai";
import { VERSION } from "./version";

describe("the cloud's version", () => {
  it("is the package's version", () => {
    const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")) as {
      version: string;
    };
    expect(VERSION).to.equal(version);
  });
});
