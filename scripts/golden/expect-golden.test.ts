import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AssertionError, expect } from "chai";
import { useEmptyFolder } from "../../cloud/testing/temporary-folder";
import { expectGolden, WRITE_GOLDEN } from "./expect-golden";

describe("golden files", () => {
  const root = useEmptyFolder();
  let file: string;
  const requested = process.env[WRITE_GOLDEN];
  beforeEach(() => {
    file = join(root, "golden", "a.txt");
    Reflect.deleteProperty(process.env, WRITE_GOLDEN);
  });
  afterEach(() => {
    if (requested !== undefined) process.env[WRITE_GOLDEN] = requested;
  });

  it("are never written by a normal test run", () => {
    expect(() => {
      expectGolden(file, "new\n");
    }).to.throw(AssertionError, "There is no");
    expect(existsSync(file)).to.equal(false);
  });

  it("are written on request, and compared from then on", () => {
    process.env[WRITE_GOLDEN] = "1";
    expectGolden(file, "one\ntwo\n");
    Reflect.deleteProperty(process.env, WRITE_GOLDEN);
    expectGolden(file, "one\ntwo\n");
    expect(() => {
      expectGolden(file, "one\nTwo\n");
    }).to.throw(AssertionError, "a.txt differs");
    expect(readFileSync(file, "utf8")).to.equal("one\ntwo\n");
  });

  it("may have Windows line endings", () => {
    process.env[WRITE_GOLDEN] = "1";
    expectGolden(file, "one\n");
    Reflect.deleteProperty(process.env, WRITE_GOLDEN);
    writeFileSync(file, "one\r\n");
    expectGolden(file, "one\n");
  });
});
