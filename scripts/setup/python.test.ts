import { expect } from "chai";
import { findPython } from "./python.mjs";

/** Plays a machine with these commands, each with its output. */
const createMachine = (programs: Record<string, string>) => (command: string) => programs[command];

describe("set-up: finding Python", () => {
  it("uses python3 if it is recent enough", () => {
    expect(findPython(createMachine({ python3: "3.12 True\n", python: "3.13 True\n" }))).to.include({
      command: "python3",
      version: "3.12",
    });
  });
  it("uses a newer version by its own name if python3 is too old", () => {
    expect(findPython(createMachine({ python3: "3.9 True", "python3.11": "3.11 True" }))).to.include({
      command: "python3.11",
    });
  });
  it("skips a Python that can't create environments", () => {
    expect(findPython(createMachine({ python3: "3.11 False", python: "3.10 True" }))).to.include({ command: "python" });
  });
  it("isn't misled by a program that prints something else", () => {
    expect(
      findPython(createMachine({ python3: "Python was not found; run without arguments", python: "3.10 True" })),
    ).to.include({ command: "python" });
  });
  const failures: readonly [string, Record<string, string>, RegExp][] = [
    ["there is none", {}, /^Python 3\.10 or newer was not found\. Install it .*$/],
    [
      "it is too old",
      { python3: "3.8 True", python: "2.7 False" },
      /^Python 3\.8 is too old: .*3\.10 or newer\. Install it .*$/,
    ],
    [
      "its venv module is missing",
      { python3: "3.11 False" },
      /^Python 3\.11 can't create virtual environments\. Install .*$/,
    ],
  ];
  for (const [why, programs, message] of failures) {
    it(`explains in one line what to install when ${why}`, () => {
      expect(() => findPython(createMachine(programs)))
        .to.throw(message)
        .with.property("name", "SetupFailure");
    });
  }
  it("finds an installed Python on this machine", () => {
    expect(findPython().version).to.match(/^3\.\d\d$/);
  });
});
