import { readFileSync } from "node:fs";
import { CreateStreamCommand, KinesisClient, PutRecordCommand } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { listStreamRecords } from "../streaming/list-stream-records";
import { spawnScript } from "../testing/spawn-script";
import { useLabCloud } from "../testing/use-lab-cloud";

const produce = (args: readonly string[], env?: NodeJS.ProcessEnv) =>
  spawnScript("src/cli/producer_from_cli.ts", args, env);
const consume = (args: readonly string[], env?: NodeJS.ProcessEnv) =>
  spawnScript("src/cli/consumer_from_cli.ts", args, env);
const EXAMPLE = readFileSync("data/example_record.json", "utf8");

describe("producer_from_cli and consumer_from_cli", () => {
  describe("with a stream", () => {
    const lab = useLabCloud({ speed: 1 }); // The consumer reads each second: a stepped clock would throttle it.
    before(async () => {
      const kinesis = new KinesisClient({});
      for (const StreamName of ["mine", "shared"])
        await kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 2 }));
      await lab.cloud.clock.advance(10);
    });

    it("write a record, and print where it went", async () => {
      const { status, out, err } = await produce(["--stream", "mine", "--json_string", EXAMPLE]).ended;
      expect({ status, err }).to.deep.equal({ status: 0, err: "" });
      expect(out).to.match(/^Record written to mine: shard shardId-\d{12}, sequence number \d+\.\n$/);
      const [record] = await listStreamRecords({ streamName: "mine" });
      expect(record).to.deep.include({ partitionKey: "a1", data: JSON.parse(EXAMPLE) });
    });
    it("read the record from a file, as Windows shells need it", async () => {
      const { status } = await produce(["--stream", "mine", "--json_string", "file://../../data/example_record.json"])
        .ended;
      expect(status).to.equal(0);
      expect((await listStreamRecords({ streamName: "mine" })).at(-1)?.data).to.deep.equal(JSON.parse(EXAMPLE));
    });
    it("exchange records through both shards, and the consumer ends at Ctrl-C with a summary", async () => {
      const consumer = consume(["--stream", "shared"]);
      await consumer.waitFor("Reading shared");
      for (const session_id of ["a1", "c3"]) {
        await produce(["--stream", "shared", "--json_string", JSON.stringify({ session_id, city: "Québec" })]).ended;
      }
      await consumer.waitFor(
        '{"session_id":"a1","city":"Québec"}',
        '{"session_id":"c3","city":"Québec"}',
        "partition key a1",
        "shardId-000000000001",
      );
      consumer.interrupt();
      const { status, out, err } = await consumer.ended;
      expect({ status, err }).to.deep.equal({ status: 0, err: "" });
      expect(out).to.match(/\nStopped\. Records read: 2, from 2 shards\.\n$/);
    });
    it("survive a record that isn't text", async () => {
      await new KinesisClient({}).send(
        new PutRecordCommand({ StreamName: "shared", PartitionKey: "x", Data: Buffer.from([0xff, 0, 0xfe]) }),
      );
      const consumer = consume(["--stream", "shared"]);
      await consumer.waitFor("partition key x");
      consumer.interrupt();
      expect((await consumer.ended).status).to.equal(0);
    });
    for (const script of [consume, produce]) {
      it(`report in one line that the stream is missing (${script === consume ? "consumer" : "producer"})`, async () => {
        const { status, err } = await script([
          "--stream",
          "none",
          ...(script === consume ? [] : ["--json_string", "{}"]),
        ]).ended;
        expect(status).to.equal(1);
        expect(err.trim().split("\n")).to.have.length(1);
        expect(err).to.contain("AWS can't find it: Stream none under account 000000000000 not found.");
      });
    }
  });

  describe("with the cloud's own keys", () => {
    useLabCloud({ keys: "own" });
    it("report wrong keys in one line", async () => {
      const { status, err } = await consume(["--stream", "mine"], { AWS_SECRET_ACCESS_KEY: "wrong" }).ended;
      expect(status).to.equal(1);
      expect(err.trim()).to.equal(
        "AWS rejects these keys. Open a new terminal or notebook in the JupyterLab that `npm start` opened.",
      );
    });
  });

  describe("without a cloud", () => {
    const env = {
      AWS_ENDPOINT_URL: "http://127.0.0.1:9",
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "a",
      AWS_SECRET_ACCESS_KEY: "b",
    };
    it("report that nothing answers", async () => {
      const { status, err } = await consume(["--stream", "mine"], env).ended;
      expect({ status, err }).to.deep.equal({
        status: 1,
        err: "Nothing answers at http://127.0.0.1:9. Is the lab cloud running? `npm start` starts it.\n",
      });
    });
    it("report missing keys", async () => {
      const none = {
        AWS_ACCESS_KEY_ID: undefined,
        AWS_SECRET_ACCESS_KEY: undefined,
        AWS_EC2_METADATA_DISABLED: "true",
        HOME: "/nonexistent",
        USERPROFILE: "/nonexistent",
      };
      const { status, err } = await consume(["--stream", "mine"], { ...env, ...none }).ended;
      expect({ status, err }).to.deep.equal({
        status: 1,
        err: "No AWS keys were found. Open a new terminal or notebook in the JupyterLab that `npm start` opened.\n",
      });
    });
    it("use no AWS account in a terminal where no cloud is chosen", async () => {
      const { status, err } = await consume(["--stream", "mine"], {
        LABS_TARGET: undefined,
        AWS_ENDPOINT_URL: undefined,
      }).ended;
      expect({ status, err }).to.deep.equal({
        status: 1,
        err:
          "No cloud is chosen, and AWS was not called. Run `npm start` in the course's folder, then restart this script. " +
          "For your own AWS account, set LABS_TARGET=aws where this script is started.\n",
      });
    });
    for (const [title, script, args, says] of [
      ["no stream", consume, [], "--stream is missing."],
      ["no record", produce, ["--stream", "mine"], "--json_string is missing."],
      ["bad JSON", produce, ["--stream", "mine", "--json_string", '{"a": '], "--json_string: It is not valid JSON"],
      ["an option that does not exist", consume, ["--strem", "mine"], "Unknown option '--strem'"],
      ["a word too many", consume, ["--stream", "mine", "shared"], "Unexpected argument 'shared'\n"],
      [
        "a record whose quotes the shell has taken away",
        produce,
        ["--stream", "mine", "--json_string", "{session_id:", "a1}"],
        "put single quotes around the whole value",
      ],
    ] as const) {
      it(`print their usage for ${title}`, async () => {
        const { status, err } = await script(args).ended;
        expect(status).to.equal(2);
        expect(err).to.match(/^[^\n]+\nUsage: npx tsx [^\n]+\n$/);
        expect(err).to.contain(says);
      });
    }
  });
});
