import { expect } from "chai";
import { strToU8, zipSync } from "fflate";
import { existsSync, lstatSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { useEmptyFolder } from "../../../../testing/temporary-folder";
import { createGroup, createZip } from "../../testing/program";
import { addEndpoints, ProgramFolder } from "./run-program";

describe("the folder of an application's program", () => {
  const root = useEmptyFolder();
  const openFolder = (): ProgramFolder => new ProgramFolder(join(root, "app"));

  it("contains the zip's files, and the properties in AWS's format", () => {
    const folder = openFolder();
    folder.unzip(createZip({ "app/main.py": "pass" }));
    expect(readFileSync(folder.requireFile("app/main.py", "python"), "utf8")).to.equal("pass");
    folder.writeProperties([createGroup("input", { stream: "s" })]);
    expect(JSON.parse(readFileSync(join(folder.etc, "application_properties.json"), "utf8"))).to.deep.equal([
      { PropertyGroupId: "input", PropertyMap: { stream: "s" } },
    ]);
  });
  it("adds the cloud's address to groups that name a region, as on AWS the region alone is enough", () => {
    const here = "http://127.0.0.1:4566";
    const other = createGroup("other", { "aws.region": "us-east-1", "aws.endpoint": "http://127.0.0.1:1" });
    const plain = createGroup("plain", { name: "n" });
    expect(addEndpoints([createGroup("input", { "aws.region": "us-east-1" }), other, plain], here)).to.deep.equal([
      createGroup("input", { "aws.region": "us-east-1", "aws.endpoint": here }),
      other,
      plain,
    ]);
  });
  it("knows whether the program brings its own connector for Kinesis", () => {
    const folder = openFolder();
    folder.unzip(
      zipSync({
        "with.jar": createZip({ "org/apache/flink/connector/kinesis/sink/KinesisStreamsSink.class": "" }),
        "without.jar": createZip({ "org/apache/flink/connector/base/Sink.class": "" }),
        "none.jar": strToU8("text"),
      }),
    );
    const jars = ["with.jar", "without.jar", "none.jar", undefined];
    expect(jars.map((jar) => folder.hasConnector(jar))).to.deep.equal([true, false, false, false]);
  });
  it("keeps nothing from an earlier start", () => {
    openFolder().unzip(createZip({ "old.py": "pass" }));
    const next = openFolder();
    expect(() => next.requireFile("old.py", "python")).to.throw("The zip has no old.py");
  });
  it("rejects files that would lie outside it, without naming them", () => {
    const folder = openFolder();
    expect(() => folder.unzip(createZip({ "../../escaped.py": "pass" }))).to.throw("no place: ../../escaped.py");
    expect(existsSync(join(root, "escaped.py"))).to.equal(false);
    expect(() => folder.requireFile("../../../etc/passwd", "python")).to.throw("The zip has no ../../../etc/passwd");
  });
  it("rejects a file whose name another file needs as a folder", () => {
    expect(() => openFolder().unzip(createZip({ a: "1", "a/b": "1" }))).to.throw("no place: a/b");
  });
  it("accepts a zip with 1 GiB of content, but no more", () => {
    /** A zip with a program and a folder that claims this many bytes: they are counted before anything is unpacked. */
    const zip = (bytes: number): Buffer => {
      const created = Buffer.from(createZip({ "a.py": "1", "b/": "" }));
      created.writeUInt32LE(bytes - 1, created.lastIndexOf("PK\u0001\u0002") + 24);
      return created;
    };
    const folder = openFolder();
    folder.unzip(zip(1024 ** 3));
    expect(readFileSync(folder.requireFile("a.py", "python"), "utf8")).to.equal("1");
    expect(() => openFolder().unzip(zip(1024 ** 3 + 1))).to.throw("The zip has more than 1 GiB in it.");
  });
  it("unpacks a link as a plain file, and no more bytes than the zip declares", () => {
    const folder = openFolder();
    const link = { os: 3, attrs: 0o120777 << 16 } as const;
    folder.unzip(zipSync({ link: [strToU8("/etc/passwd"), link], folder: [strToU8("../../.."), link] }));
    expect(lstatSync(join(folder.code, "link")).isFile()).to.equal(true);
    expect(readFileSync(join(folder.code, "link"), "utf8")).to.equal("/etc/passwd");
    expect(lstatSync(join(folder.code, "folder")).isFile()).to.equal(true);
    const bomb = Buffer.from(zipSync({ bomb: new Uint8Array(4 * 1024 * 1024) }));
    bomb.writeUInt32LE(10, bomb.lastIndexOf("PK\u0001\u0002") + 24);
    const other = openFolder();
    other.unzip(bomb);
    expect(statSync(join(other.code, "bomb")).size).to.equal(10);
  });
  it("explains why a file isn't a valid zip", () => {
    expect(() => openFolder().unzip(Buffer.from("print(1)"))).to.throw("not a zip that can be opened");
  });
});
