import type { ListQueuesCommandInput } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { createQueues } from "../testing/queues";

describe("SQS queues by name", () => {
  const cloud = useCloud();
  const queues = createQueues(cloud);
  const list = (fields: ListQueuesCommandInput = {}) => queues.client.listQueues(fields);

  it("ListQueues omits QueueUrls if there are no queues", async () => {
    expect(Object.keys(await list())).to.deep.equal(["$metadata"]);
  });

  it("ListQueues returns all queues by name, or those with a prefix, and in pages on request", async () => {
    for (const name of ["b", "a2", "a1", "a3", "A"]) await queues.make(name);
    const getUrls = (names: string[]) => names.map((name) => queues.getUrl(name));
    const all = await list();
    expect(all.QueueUrls).to.deep.equal(getUrls(["A", "a1", "a2", "a3", "b"]));
    expect(all).to.not.have.property("NextToken");
    const first = await list({ QueueNamePrefix: "a", MaxResults: 2 });
    expect(first.QueueUrls).to.deep.equal(getUrls(["a1", "a2"]));
    const second = await list({ QueueNamePrefix: "a", MaxResults: 2, NextToken: first.NextToken });
    expect(second.QueueUrls).to.deep.equal(getUrls(["a3"]));
    expect(second).to.not.have.property("NextToken");
  });

  it("ListQueues rejects a page size of 1,001 and an unknown token", async () => {
    expect((await catchFault(list({ MaxResults: 1001 }))).message).to.equal(
      "Value 1001 for parameter MaxResults is invalid. Reason: Must be between 1 and 1000, if provided.",
    );
    expect((await catchFault(list({ MaxResults: 1, NextToken: "???" }))).name).to.equal("InvalidParameterValue");
  });

  it("GetQueueUrl finds a queue of this account", async () => {
    await queues.make("jobs");
    const getUrl = (QueueName: string, QueueOwnerAWSAccountId?: string) =>
      queues.client.getQueueUrl({ QueueName, QueueOwnerAWSAccountId });
    expect((await getUrl("jobs", "000000000000")).QueueUrl).to.equal(queues.getUrl("jobs"));
    for (const [name, owner] of [
      ["Jobs", undefined],
      ["jobs", "111111111111"],
    ] as const) {
      expect(await catchFault(getUrl(name, owner))).to.include({
        name: "QueueDoesNotExist",
        message: "The specified queue does not exist.",
      });
    }
  });

  it("every operation accepts a URL with another host and a bare name, but not another account (SVC-005)", async () => {
    await queues.make("jobs");
    for (const url of ["https://sqs.us-east-1.amazonaws.com/000000000000/jobs", "jobs"])
      await queues.send("x", { QueueUrl: url });
    expect(await queues.readCounts("jobs")).to.deep.equal(["2", "0", "0"]);
    expect(
      (await catchFault(queues.send("x", { QueueUrl: queues.getUrl("jobs").replace("000000000000", "111111111111") })))
        .name,
    ).to.equal("QueueDoesNotExist");
  });

  it("DeleteQueue also deletes the messages, so that a new queue of the name is empty (SVC-006)", async () => {
    await queues.make("jobs");
    await queues.send("old");
    const remove = () => queues.client.deleteQueue({ QueueUrl: queues.getUrl("jobs") });
    await remove();
    expect((await catchFault(remove())).name).to.equal("QueueDoesNotExist");
    expect((await list()).QueueUrls).to.equal(undefined);
    await cloud.advance(60);
    await queues.make("jobs");
    expect(await queues.readCounts("jobs")).to.deep.equal(["0", "0", "0"]);
  });

  it("TagQueue adds and replaces, UntagQueue removes, and ListQueueTags omits Tags if there are none", async () => {
    const QueueUrl = await queues.make("jobs");
    const listTags = async () => (await queues.client.listQueueTags({ QueueUrl })).Tags;
    await queues.client.tagQueue({ QueueUrl, Tags: { tag1: "value1", tag2: "value2", tag3: "" } });
    await queues.client.tagQueue({ QueueUrl, Tags: { tag1: "other" } });
    expect(await listTags()).to.deep.equal({ tag1: "other", tag2: "value2", tag3: "" });
    await queues.client.untagQueue({ QueueUrl, TagKeys: ["tag1", "tag3", "none"] });
    expect(await listTags()).to.deep.equal({ tag2: "value2" });
    await queues.client.untagQueue({ QueueUrl, TagKeys: ["tag2"] });
    expect(await listTags()).to.equal(undefined);
  });
});
