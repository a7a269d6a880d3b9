import { execFile } from "node:child_process";
import { join } from "node:path";
import { S3 } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { startCloud, type Cloud } from "../../../cloud/index";
import { labs } from "../../../course/index";
import { createLabEnvironment } from "../../start/environment";
import { buildSolutionFiles } from "../solution-files";
import { useProject } from "../testing/use-project";

const ROOT = join(import.meta.dirname, "..", "..", "..");

describe("labs given", () => {
  const project = useProject();
  let cloud: Cloud;
  before(async () => {
    cloud = await startCloud({ port: 0, keys: "own", iam: "on" });
  });
  after(() => cloud.stop());

  const runGiven = () =>
    new Promise<{ status: number; out: string; err: string }>((resolve) => {
      const env = createLabEnvironment(ROOT, { ...cloud, ...cloud.credentials });
      execFile(process.execPath, [join(ROOT, "scripts", "labs.mjs"), "given", "01"], { env }, (error, out, err) => {
        resolve({ status: typeof error?.code === "number" ? error.code : 0, out, err });
      });
    });

  it("fails in one line if no cloud is running", async () => {
    expect(await project.runLabs("given", "01")).to.deep.equal({
      status: 1,
      out: "",
      err: "No lab cloud is running: start it with `npm start`. For your own AWS account, set LABS_TARGET=aws.",
    });
  });

  it("sets up what the lab assumes, and leaves existing resources alone", async () => {
    const first = await runGiven();
    expect(first).to.include({ status: 0, err: "" });
    expect(first.out).to.match(/^Data stream de-c2w2lab1-kinesis-data-stream: created$/m);
    expect((await runGiven()).out).to.match(/^Data stream de-c2w2lab1-kinesis-data-stream: there already$/m);
  });

  it("puts the solution into its bucket as `labs solution` puts it into the project", async () => {
    const [lab] = labs;
    if (lab === undefined) throw new Error("there is no lab");
    await runGiven();
    const { endpoint, region, credentials } = cloud;
    const s3 = new S3({ endpoint, region, credentials, forcePathStyle: true });
    const { Contents = [] } = await s3.listObjectsV2({ Bucket: `de-c2w2lab1-${cloud.account}-solution` });
    s3.destroy();
    expect(Contents.map(({ Key }) => Key))
      .to.have.members((await buildSolutionFiles(ROOT, lab)).map(({ path }) => path))
      .and.to.have.length(2);
  });
});
