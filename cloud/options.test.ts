import { join } from "node:path";
import { expect } from "chai";
import { resolveOptions } from "./options";

describe("the options of a lab cloud", () => {
  it("name the data's folder and the Python so that processes in other folders find them", () => {
    const here = (...path: readonly string[]): string => join(process.cwd(), ...path);
    const python = join("environment", "python");
    expect(resolveOptions({ data: "lab-data", python })).to.include({ data: here("lab-data"), python: here(python) });
    expect(resolveOptions({ python: "python3" })).to.include({ data: undefined, python: "python3" });
  });
});
