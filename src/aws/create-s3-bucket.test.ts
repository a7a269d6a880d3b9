import { expect } from "chai";
import { captureOutput } from "../testing/capture-output";
import { catchFailure } from "../testing/catch-failure";
import { useLabCloud } from "../testing/use-lab-cloud";
import { createS3Bucket } from "./create-s3-bucket";
import { listResources } from "./list-resources";

describe("createS3Bucket", () => {
  const lab = useLabCloud();
  const output = captureOutput();

  it("creates the bucket, and prints its location", async () => {
    await createS3Bucket({ bucketName: "lab-usa", region: "us-east-1" });
    expect(output.getText()).to.equal("S3 bucket 'lab-usa' created successfully in region 'us-east-1'.\n");
    expect(await listResources({ prefix: "lab-usa" })).to.have.nested.property("[0].name", "lab-usa");
  });
  it("leaves an existing bucket alone", async () => {
    await createS3Bucket({ bucketName: "lab-twice", region: "us-east-1" });
    await createS3Bucket({ bucketName: "lab-twice", region: "us-east-1" });
    expect(output.getText()).to.contain("S3 bucket 'lab-twice' already exists.\n");
    expect(lab.getCalls("CreateBucket")).to.have.length(1);
  });
  it("sends every region except us-east-1 as a location constraint", async () => {
    await createS3Bucket({ bucketName: "lab-ireland", region: "eu-west-1" });
    await createS3Bucket({ bucketName: "lab-virginia", region: "us-east-1" });
    const [ireland, virginia] = lab
      .getCalls("CreateBucket")
      .map(({ input }) => Object(input).CreateBucketConfiguration?.LocationConstraint);
    expect([ireland, virginia]).to.deep.equal(["eu-west-1", undefined]);
  });
  it("reports a bucket in another region, and explains how to move it to this one", async () => {
    await createS3Bucket({ bucketName: "lab-elsewhere", region: "eu-west-1" });
    await createS3Bucket({ bucketName: "lab-elsewhere", region: "us-east-1" });
    expect(output.getText())
      .to.contain("region: it has eu-west-1, this cell asks for us-east-1")
      .and.contain('  await deleteS3Bucket({ bucketName: "lab-elsewhere" });');
  });
  for (const bucketName of ["de-c2w2lab1-<AWS-ACCOUNT-ID>-usa", "Lab", "ab", "lab..usa"]) {
    it(`explains why the name ${bucketName} is refused`, async () => {
      expect(await catchFailure(createS3Bucket({ bucketName, region: "us-east-1" }))).to.equal(
        `S3 rejects the bucket name '${bucketName}'. Does it hold your account ID, in lower case and without < and >?`,
      );
    });
  }
  it("names the missing await if the name contains a promise", async () => {
    const bucketName = `lab-${String(Promise.resolve("000000000000"))}-usa`;
    expect(await catchFailure(createS3Bucket({ bucketName, region: "us-east-1" }))).to.match(
      /^S3 rejects the bucket name 'lab-\[object Promise\]-usa'\. .*write `await` before the call/,
    );
  });
});
