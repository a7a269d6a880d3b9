import { join } from "node:path";
import { expect } from "chai";
import { resolveOptions } from "./options";

describe("the options of a lab cloud", () => {
  it("name the folders of data and of Flink, and the Python, so that processes in other folders find them", () => {
    const here = (...path: readonly string[]): string => join(process.cwd(), ...path);
    const python = join("environment", "python");
    expect(resolveOptions({ data: "lab-data", flink: "flink", python })).to.include({
      data: here("lab-data"),
      flink: here("flink"),
      python: here(python),
    });
    expect(resolveOptions({ python: "python3" })).to.include({ data: undefined, flink: undefined, python: "python3" });
  });
});
