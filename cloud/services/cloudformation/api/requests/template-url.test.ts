import { expect } from "chai";
import { useStacks } from "../../testing/use-stacks";

describe("the URL of a template", () => {
  const cloud = useStacks();

  it("must be an S3 URL, of at most a million bytes", async () => {
    const head = "Description: one\nResources: { Trips: { Type: AWS::Kinesis::Stream } }\n";
    const put = (Key: string, length = head.length) =>
      cloud.s3.putObject({ Bucket: "templates", Key, Body: head.padEnd(length, "#") });
    await cloud.s3.createBucket({ Bucket: "templates" });
    await Promise.all([put("one.yaml"), put("a/two words.yaml"), put("full", 1_000_000), put("over", 1_000_001)]);
    const readRefusal = async (TemplateURL: string): Promise<string | undefined> =>
      cloud.cfn.getTemplateSummary({ TemplateURL }).then(
        ({ Description }) => Description,
        ({ name, message }: Error) => `${name}: ${message}`,
      );
    const refused = "ValidationError: TemplateURL must be a supported URL.";
    const missing = "ValidationError: S3 error: The specified key does not exist.";
    const { port } = new URL(cloud.running.endpoint);
    for (const [url, answer] of [
      ["https://templates.s3.amazonaws.com/one.yaml", "one"],
      ["https://templates.s3.eu-west-1.amazonaws.com/one.yaml", "one"],
      ["https://templates.s3-us-west-2.amazonaws.com/a/two%20words.yaml", "one"],
      ["https://s3.amazonaws.com/templates/a/two%20words.yaml", "one"],
      ["https://s3-us-west-2.amazonaws.com/templates/one.yaml", "one"],
      ["https://templates.s3.amazonaws.com/full", "one"],
      [`http://127.0.0.1:${port}/templates/one.yaml`, "one"],
      [`https://127.0.0.1:${port}/templates/one.yaml`, "one"],
      ["https://templates.s3.amazonaws.com/over", "ValidationError: Template may not exceed 1000000 bytes in size."],
      ["https://templates.s3.amazonaws.com/", missing],
      ["https://s3.amazonaws.com/templates", missing],
      ["https://s3.amazonaws.com/template/one.yaml", "ValidationError: S3 error: The specified bucket does not exist"],
      ["http://templates.s3.amazonaws.com/one.yaml", refused],
      ["http://s3.amazonaws.com/templates/one.yaml", refused],
      [`ftp://127.0.0.1:${port}/templates/one.yaml`, refused],
      ["https://s3.example.com/templates/one.yaml", refused],
      ["https://templates.s3.amazonaws.com.example.com/one.yaml", refused],
      ["https://s3.amazonaws.com/templates/%zz", refused],
      ["templates/one.yaml", refused],
    ] as const)
      expect(await readRefusal(url), url).to.equal(answer);
  });
});
