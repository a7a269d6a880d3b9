import { expect } from "chai";
import { catchFault, useCloud } from "../../../../testing/use-cloud";
import { createQueues } from "../../testing/queues";

/** As the API reference gives them. */
const RANGES: readonly (readonly [name: string, least: number, most: number])[] = [
  ["VisibilityTimeout", 0, 43_200],
  ["MaximumMessageSize", 1_024, 1_048_576],
  ["MessageRetentionPeriod", 60, 1_209_600],
  ["DelaySeconds", 0, 900],
  ["ReceiveMessageWaitTimeSeconds", 0, 20],
  ["KmsDataKeyReusePeriodSeconds", 60, 86_400],
];

describe("SQS queue attributes", () => {
  const cloud = useCloud({}, "suite");
  const queues = createQueues(cloud);
  const set = (Attributes: Record<string, string>) =>
    queues.client.setQueueAttributes({ QueueUrl: queues.getUrl(), Attributes });
  // The period of a key's reuse is shown only with a key.
  before(() => queues.make("jobs", { KmsMasterKeyId: "alias/aws/sqs" }));

  for (const [name, min, max] of RANGES)
    it(`${name} is a whole number from ${min} to ${max}`, async () => {
      for (const value of [min, max]) {
        await set({ [name]: String(value) });
        expect(await queues.readAttributes()).to.include({ [name]: String(value) });
      }
      for (const value of [min - 1, max + 1, `${min}.5`, "", "1e3", "9".repeat(10)])
        expect(await catchFault(set({ [name]: String(value) })), String(value)).to.include({
          name: "InvalidAttributeValue",
          message: `Invalid value for the parameter ${name}.`,
        });
      expect(await queues.readAttributes()).to.include({ [name]: String(max) });
    });

  it("a key's id has at most 2048 characters", async () => {
    await set({ KmsMasterKeyId: "k".repeat(2_048) });
    expect((await catchFault(set({ KmsMasterKeyId: "k".repeat(2_049) }))).name).to.equal("InvalidAttributeValue");
    expect(await queues.readAttributes()).to.include({ KmsMasterKeyId: "k".repeat(2_048) });
  });

  it("setting one kind of encryption removes the other", async () => {
    await set({ KmsMasterKeyId: "alias/aws/sqs" });
    expect(await queues.readAttributes()).to.include({ SqsManagedSseEnabled: "false" });
    await set({ SqsManagedSseEnabled: "TRUE" });
    expect(await queues.readAttributes())
      .to.include({ SqsManagedSseEnabled: "true" })
      .and.not.have.any.keys("KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds");
    await set({ KmsMasterKeyId: "alias/aws/sqs" });
    expect(await queues.readAttributes()).to.include({ KmsDataKeyReusePeriodSeconds: "300" });
  });

  it("policies are JSON objects, and are removed by an empty text", async () => {
    for (const name of ["Policy", "RedriveAllowPolicy"])
      for (const value of ["[]", "1", "null", '"x"', "{"])
        expect((await catchFault(set({ [name]: value }))).name, `${name} ${value}`).to.equal("InvalidAttributeValue");
    const allow = JSON.stringify({ redrivePermission: "denyAll" });
    await set({ RedriveAllowPolicy: allow });
    expect(await queues.readAttributes()).to.include({ RedriveAllowPolicy: allow });
    await set({ RedriveAllowPolicy: "" });
    expect(await queues.readAttributes()).to.not.have.property("RedriveAllowPolicy");
  });
});
