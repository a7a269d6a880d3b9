import { Kinesis } from "@aws-sdk/client-kinesis";
import { EC2 } from "@aws-sdk/client-ec2";
import { expect } from "chai";
import { captureOutput } from "../testing/capture-output";
import { useLabCloud } from "../testing/use-lab-cloud";
import { showCost } from "./show-cost";
import { useDisplay } from "./testing/use-display";

describe("showCost", () => {
  const output = captureOutput();
  const display = useDisplay();

  describe("with the lab cloud", () => {
    const lab = useLabCloud({ keys: "own" });
    const readTable = (): string => String(display.shown[0]?.bundle["text/plain"]);

    it("counts streams and instances while they exist, and names what isn't counted", async () => {
      const [kinesis, ec2] = [new Kinesis({}), new EC2({})];
      await kinesis.createStream({ StreamName: "s", ShardCount: 4 });
      const { Instances = [] } = await ec2.runInstances({
        ImageId: "ami-12345678",
        InstanceType: "t3.micro",
        MinCount: 1,
        MaxCount: 1,
      });
      await lab.cloud.clock.advance(2 * 3600);
      await showCost();
      expect(readTable()).to.match(/^What it would have cost on AWS so far\nservice/);
      expect(readTable()).to.match(/^Kinesis +shards of provisioned streams +8 × shard-hour +0\.12$/m);
      expect(readTable()).to.match(/^EC2 +on-demand Linux instances t3\.micro +2 × instance-hour +0\.02$/m);
      expect(output.getText()).to.match(
        /^Total: 0\.15 USD\. Here it costs nothing\.\nWhat still exists .* adds 0\.08 USD per hour\.$/m,
      );
      expect(output.getText())
        .to.contain("It covers everything since 2030-01-01 00:00 UTC")
        .and.contain("- free tiers, taxes");

      await kinesis.deleteStream({ StreamName: "s" });
      await ec2.terminateInstances({ InstanceIds: Instances.flatMap(({ InstanceId }) => InstanceId ?? []) });
      await lab.cloud.clock.advance(5 * 3600);
      display.shown = [];
      await showCost();
      expect(readTable())
        .to.match(/ 8 × shard-hour +0\.12$/m)
        .and.match(/ 2 × instance-hour +0\.02$/m);
      expect(output.getText()).to.contain("Nothing left in this lab cloud would cost money");
    });
  });

  it("on AWS, explains that it can't, and where to look instead", async () => {
    await showCost();
    expect(display.shown).to.deep.equal([]);
    expect(output.getText()).to.contain("only the lab cloud can add up").and.contain("Billing console");
  });
});
