import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect } from "chai";
import { createTemporaryFolder } from "../../testing/temporary-folder";
import { useCloud } from "../../testing/use-cloud";
import { createQueries } from "./testing/queries";

/** Enough `../` to leave any folder of the cloud's by a plain join of paths. */
const UP = "../".repeat(8);

/** These tests need a real disk: an in-memory store has no folder above it. */
describe("Athena's and S3's isolation on a real disk", () => {
  const home = createTemporaryFolder();
  const data = join(home, "data");
  const secret = join(home, "secret", "secret.json");
  mkdirSync(join(home, "secret"));
  mkdirSync(join(home, "out"));
  writeFileSync(secret, '{"word":"secret"}\n');
  const cloud = useCloud({ data });
  const athena = createQueries(cloud);
  beforeEach(() => athena.setUp());

  /** The files beside the cloud's own folder. */
  const listBeside = () => ({
    home: readdirSync(home).sort(),
    out: readdirSync(join(home, "out")),
    secret: readdirSync(join(home, "secret")),
    text: readFileSync(secret, "utf8"),
  });

  it("rejects dots that lead out of the folder, in locations of tables and results and in keys", async () => {
    const before = listBeside();
    // A plain join of paths would reach the secret, from any folder in which the cloud keeps objects.
    expect(readFileSync(join("/", UP, secret), "utf8")).to.contain("secret");
    const serde = "ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'";
    for (const [name, location] of [
      ["a", `s3://data/${UP}${home.slice(1)}/secret/`],
      ["b", "s3://data/../../secret/"],
      ["c", "s3://data/../../../secret/"],
      ["d", `s3://data//${home}/secret/`],
      ["e", `s3://data/${UP.replaceAll("..", "%2e%2e")}${home.slice(1)}/secret/`],
      ["f", `s3://data/${UP.replaceAll("/", "%2f")}${home.slice(1)}/secret/`],
    ] as const) {
      const execution = await athena.finish(
        `CREATE EXTERNAL TABLE ${name} (word string) ${serde} LOCATION '${location}'`,
      );
      const seen = await athena.finish(`SELECT * FROM ${name}`);
      if (execution.Status?.State !== "SUCCEEDED" || seen.Status?.State !== "SUCCEEDED") continue;
      const { ResultSet } = await athena.getResults(seen.QueryExecutionId ?? "");
      expect(JSON.stringify(ResultSet?.Rows), location).not.to.contain("secret");
    }
    for (const location of [
      "s3://data/../../out/",
      `s3://data/${UP}${home.slice(1)}/out/`,
      `s3://data/${UP.replaceAll("..", "%2e%2e")}${home.slice(1)}/out/`,
      "s3://../../out/",
    ]) {
      await athena.finish(`UNLOAD (SELECT 1 AS n) TO '${location}u/' WITH (format = 'JSON')`);
      await athena.finish(`CREATE TABLE m WITH (external_location = '${location}m/') AS SELECT 1 AS n`);
      await athena.finish("DROP TABLE IF EXISTS m");
      // An output location with dots is refused, or the dots are a part of the key.
      await athena
        .finish("SELECT 1", { ResultConfiguration: { OutputLocation: location } })
        .catch((error: unknown) => expect(String(error)).to.match(/valid S3 path|bucket/i));
    }
    const Key = `${UP}${home.slice(1)}/out/put`;
    await cloud.s3.putObject({ Bucket: "data", Key, Body: "one" }).catch(() => undefined);
    expect(listBeside()).to.deep.equal(before);
    // Inside a bucket, a key with dots is a key like any other.
    const honest = { Bucket: "data", Key: "a/../b" };
    await cloud.s3.putObject({ ...honest, Body: "one" });
    const { Body } = await cloud.s3.getObject(honest);
    expect(await Body?.transformToString()).to.equal("one");
    const { Contents } = await cloud.s3.listObjectsV2({ Bucket: "data", Prefix: "a/" });
    expect(Contents?.map((content) => content.Key)).to.deep.equal([honest.Key]);
  });
});

describe("links in the folder of S3's objects", () => {
  const home = createTemporaryFolder();
  const data = join(home, "data");
  const secret = join(home, "secret.json");
  writeFileSync(secret, '{"word":"secret"}\n');
  const logged: string[] = [];
  const cloud = useCloud({ data, log: (line) => logged.push(line) });
  const athena = createQueries(cloud);
  beforeEach(() => athena.setUp());

  it("are never followed: nothing behind them is read by S3 or Athena, or written to", async () => {
    const line = '{"word":"honest"}\n';
    const listFiles = () =>
      readdirSync(data, { recursive: true, encoding: "utf8", withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name));
    const before = new Set(listFiles());
    const put = (Key: string, Body: string | Uint8Array) => cloud.s3.putObject({ Bucket: "data", Key, Body });
    await put("linked/a.json", line);
    const blob = listFiles().find((path) => !before.has(path) && readFileSync(path, "utf8") === line) ?? "";
    await athena.finish(
      "CREATE EXTERNAL TABLE linked (word string) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://data/linked/'",
    );
    const select = async (): Promise<string> => {
      const { QueryExecutionId = "", Status } = await athena.finish("SELECT word FROM linked");
      return Status?.State === "SUCCEEDED"
        ? JSON.stringify((await athena.getResults(QueryExecutionId)).ResultSet?.Rows)
        : "failed";
    };
    expect(await select()).to.contain("honest");
    rmSync(blob);
    symlinkSync(secret, blob);
    const bytesRead = await cloud.s3.getObject({ Bucket: "data", Key: "linked/a.json" }).then(
      ({ Body }) => Body?.transformToString(),
      () => "failed",
    );
    expect([bytesRead, await select()]).to.deep.equal(["failed", "failed"]);
    // The next objects would be written to these paths, the second one in several batches.
    const next = Number.parseInt(basename(blob), 36);
    for (let n = 1; n <= 200; n += 1) {
      const path = join(dirname(blob), (next + n).toString(36));
      if (!existsSync(path)) symlinkSync(secret, path);
    }
    await put("small", "overwritten").catch(() => undefined);
    await put("large", Buffer.alloc(2 ** 20)).catch(() => undefined);
    expect(readFileSync(secret, "utf8")).to.equal('{"word":"secret"}\n');
    expect(logged.join("\n"))
      .to.match(/is a link/)
      .and.match(/ELOOP/);
  });
});
