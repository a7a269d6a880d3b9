import { expect } from "chai";
import { createGroup } from "../../testing/program";
import { runOptions } from "./run-program";

const parseOptions = (map: Record<string, string>) =>
  runOptions([createGroup("kinesis.analytics.flink.run.options", map)]);

describe("a Python application's run options", () => {
  it("name files in its zip", () => {
    expect(parseOptions({ python: "a/main.py", jarfile: "lib/c.jar", pyFiles: "x.py; y.zip" })).to.deep.equal({
      python: "a/main.py",
      jarfile: "lib/c.jar",
      pyFiles: ["x.py", "y.zip"],
      pyArchives: [],
    });
  });
  it("don't exist for a jar", () => {
    expect(runOptions([createGroup("input", { stream: "s" })])).to.equal(undefined);
  });
  it("are rejected if AWS has none of that name", () => {
    expect(() => parseOptions({ python: "main.py", pyModule: "main" })).to.throw("does not take pyModule");
    expect(() => parseOptions({ Python: "main.py" })).to.throw("no option Python. It has python, jarfile");
  });
});
