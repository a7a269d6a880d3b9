import { expect } from "chai";
import path from "node:path";
import { getPrinted, listPublished } from "./testing/kernel-client";
import { projectRoot, startKernelProcess, type KernelProcess } from "./testing/kernel-process";
import { waitForEnd, getTraceback } from "./testing/use-kernel";

/** Tests with the course's own library and the AWS SDK, as a learner's first cells use them. */
describe("kernel with the course's library", () => {
  let kernel: KernelProcess;
  before(async () => {
    kernel = await startKernelProcess({ root: projectRoot, folder: path.join(projectRoot, "notebooks") });
  });
  after(() => kernel.stop());

  it("shows no warning in the first cell that uses the SDK", async () => {
    const ran = await waitForEnd(
      kernel.client.run(`import { KinesisClient } from "@aws-sdk/client-kinesis";
import { S3Client } from "@aws-sdk/client-s3";
import { FirehoseClient } from "@aws-sdk/client-firehose";
const credentials = { accessKeyId: "a", secretAccessKey: "b" };
const clients = [KinesisClient, S3Client, FirehoseClient].map((Client) => new Client({ region: "us-east-1", credentials }));
clients.length`),
    );
    expect(ran.content["status"]).to.equal("ok");
    expect(getPrinted(ran)).to.equal("3\n");
    expect(getPrinted(ran, "stderr")).to.equal("");
    expect(kernel.log()).to.equal("");
  });

  it("type-checks the library as tslab does, without errors", async () => {
    const ran = await waitForEnd(
      kernel.client.run(`import * as library from "./src/index";\nObject.keys(library).length > 0`),
    );
    expect(getTraceback(ran.errors[0])).to.equal("");
    expect(getPrinted(ran)).to.equal("true\n");
  });

  it("shows what the library displays", async () => {
    const ran = await waitForEnd(
      kernel.client.run(`import { showTable } from "./src/index";\nshowTable([{ city: "Lyon", trips: 2 }]);`),
    );
    const [shown] = listPublished(ran, "display_data");
    expect(shown?.["data"]).to.have.property("text/html").that.includes("Lyon");
  });

  it("names the learner's line that still has a None", async () => {
    const ran = await waitForEnd(
      kernel.client.run(`import { None } from "./src/index";\n\nawait None({ bucketName: None });`, {
        cellId: "create-buckets",
      }),
    );
    expect(ran.content).to.include({ status: "error", ename: "ExerciseOpen" });
    expect(getTraceback(ran.errors[0]))
      .to.include("Line 3 of this cell")
      .and.to.include("→ 3 │ await None({ bucketName: None });\n      │       ^^^^");
    expect(getTraceback(ran.errors[0])).not.to.include("src/exercises");
  });

  it("points at the None in a call over several lines, even one passed to a helper", async () => {
    const lines = [
      'import { createS3Bucket, None } from "./src/index";',
      "// None stands where your own code belongs",
      "await createS3Bucket({",
      '  region: "us-east-1",',
      "  bucketName: None,",
      "});",
    ];
    const ran = await waitForEnd(kernel.client.run(lines.join("\n"), { cellId: "create-buckets" }));
    expect(getTraceback(ran.errors[0]))
      .to.include("Line 5 of this cell")
      .and.to.include("→ 5 │   bucketName: None,\n      │               ^^^^");
  });
});
