import { join } from "node:path";
import { expect } from "chai";
import { resolveOptions } from "./options";

describe("the options of a lab cloud", () => {
  it("pass on absolute paths of the data folder, Flink and Python, so that processes in other folders find them", () => {
    const getPath = (...path: readonly string[]): string => join(process.cwd(), ...path);
    const python = join("environment", "python");
    expect(resolveOptions({ data: "lab-data", flink: "flink", python })).to.include({
      data: getPath("lab-data"),
      flink: getPath("flink"),
      python: getPath(python),
    });
    expect(resolveOptions({ python: "python3" })).to.include({ data: undefined, flink: undefined, python: "python3" });
  });
});
