import { expect } from "chai";
import { unzipSync } from "fflate";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isKinesisConnector, KINESIS_CLASSES, PARENT_FIRST } from "./class-loading";
import { findFlink, type FlinkInstallation } from "./installation";
import { createClientCommandLine } from "./programs";
import { requireFlink } from "./testing/with-flink";

const CONNECTOR = "flink-connector-kinesis-4.3.0-1.19.jar";

describe("the command line of Flink's client", () => {
  const installation: FlinkInstallation = {
    folder: "/flink",
    version: "1.20.3",
    java: "/java",
    javaVersion: "17",
    classPath: ["flink-dist-1.20.3.jar", CONNECTOR],
    clientPath: ["flink-python-1.20.3.jar"],
  };
  const createClassPath = (hasConnector: boolean): string | undefined =>
    createClientCommandLine(installation, { configuration: "/c", temporary: "/t" }, { args: [], hasConnector }).find(
      (part) => part.includes("flink-dist"),
    );

  it("has the installed connector only for a program without its own", () => {
    expect(createClassPath(false)).to.contain(CONNECTOR);
    expect(createClassPath(true)).to.contain("flink-dist-1.20.3.jar").and.contain("flink-python-1.20.3.jar");
    expect(createClassPath(true)).to.not.contain("kinesis");
  });
});

describe("the classes that programs share with Flink", () => {
  requireFlink();

  /** The names of the classes of Flink in an installed jar. */
  function listClasses(file: string): readonly string[] {
    const names: string[] = [];
    const filter = ({ name }: { readonly name: string }): boolean => {
      names.push(name);
      return false;
    };
    unzipSync(readFileSync(join(findFlink(undefined)?.folder ?? "", "lib", file)), { filter });
    return names.filter((name) => name.startsWith("org/apache/flink/") && name.endsWith(".class"));
  }
  const isShared = (path: string): boolean => PARENT_FIRST.some((start) => path.replaceAll("/", ".").startsWith(start));

  it("are all of Flink's own, but not those of the connector and of Parquet", () => {
    const { classPath, clientPath } = findFlink(undefined) ?? expect.fail("no Flink");
    const files = [...classPath, ...clientPath].filter((file) => file.startsWith("flink-"));
    const brought = files.filter((file) => isKinesisConnector(file) || file.startsWith("flink-parquet-"));
    for (const file of files) {
      const classes = listClasses(file);
      expect(classes, file).to.not.deep.equal([]);
      expect(
        classes.filter((name) => isShared(name) === brought.includes(file)),
        file,
      ).to.deep.equal([]);
    }
    const connector = brought.find(isKinesisConnector) ?? expect.fail("no connector");
    expect(listClasses(connector).some((name) => name.startsWith(KINESIS_CLASSES))).to.equal(true);
  });
});
