import { S3 } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { createS3Bucket } from "../aws/create-s3-bucket";
import { captureOutput } from "../testing/capture-output";
import { useLabCloud } from "../testing/use-lab-cloud";
import { createPartitionTree, formatTree } from "./partition-tree";
import { showPartitionTree } from "./show-partition-tree";
import { useDisplay } from "./testing/use-display";

describe("the partition tree", () => {
  const readLines = (...keys: string[]) =>
    formatTree(
      createPartitionTree(
        keys.map((key) => ({ key, bytes: 1 })),
        () => false,
      ),
    ).map(({ depth, text }) => "  ".repeat(depth) + text);

  it("nests keys at their slashes, orders numbers by value, and counts", () => {
    expect(readLines("d/id=10/h=1/x", "d/id=2/h=1/y", "d/id=2/h=2/z")).to.deep.equal([
      "d/  (3 objects)",
      "  id=2/  (2 objects)",
      "    h=1/  (1 object)",
      "      y",
      "    h=2/  (1 object)",
      "      z",
      "  id=10/h=1/  (1 object)",
      "    x",
    ]);
  });
  it("counts many objects in a folder without listing their names", () => {
    expect(readLines("d/a", "d/b", "d/c", "d/e")).to.deep.equal(["d/  (4 objects)"]);
  });
  it("is empty without keys", () => {
    expect(readLines()).to.deep.equal([]);
  });

  describe("in a notebook", () => {
    useLabCloud();
    captureOutput();
    const display = useDisplay();
    const put = (Key: string) => new S3({}).putObject({ Bucket: "tree", Key, Body: "x" });
    before(() => createS3Bucket({ bucketName: "tree", region: "us-east-1" }));

    it("marks what is new since the last time, old and new side by side", async () => {
      await put("data/hour=09/one");
      await showPartitionTree({ bucketName: "tree", prefix: "data/" });
      await put("data/hour=09/minute=30/<two>");
      await showPartitionTree({ bucketName: "tree", prefix: "data/" });
      expect(display.shown[0]?.bundle["text/plain"]).to.equal(
        "s3://tree/data/: 1 object\n  hour=09/  (1 object)\n      one",
      );
      const { "text/plain": text, "text/html": html } = display.shown[1]?.bundle ?? {};
      expect(String(text).split("\n")).to.deep.equal([
        "s3://tree/data/: 2 objects, 1 of them new",
        "  hour=09/  (2 objects)",
        "      one",
        "+     minute=30/  (1 object)",
        "+         <two>",
      ]);
      expect(html).to.contain('font-weight:bold">+         &lt;two&gt;</span>').and.not.contain("<two>");
    });
    it("reports that there is nothing yet", async () => {
      await showPartitionTree({ bucketName: "tree", prefix: "empty/" });
      expect(display.shown[0]?.bundle["text/plain"]).to.equal("s3://tree/empty/: 0 objects");
    });
  });
});
