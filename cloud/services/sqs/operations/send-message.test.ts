import { createHash } from "node:crypto";
import { expect } from "chai";
import { faultOf, useCloud } from "../../../testing/use-cloud";
import { bodyOf, queuesOf } from "../testing/queues";

const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

describe("sqs SendMessage", () => {
  const cloud = useCloud();
  const queues = queuesOf(cloud);
  beforeEach(() => queues.make());

  it("answers an id and the MD5 of the body, and no more", async () => {
    const { $metadata: _, ...sent } = (await queues.send("hällo")) as { $metadata?: unknown };
    expect(sent).to.have.all.keys("MessageId", "MD5OfMessageBody");
    expect(sent).to.deep.include({ MD5OfMessageBody: md5("hällo") });
    expect(sent).to.have.property("MessageId").that.matches(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect((await queues.receive()).map(bodyOf)).to.deep.equal(["hällo"]);
  });

  it("computes the MD5 of attributes as AWS does", async () => {
    // Recorded on AWS: these attributes, this digest.
    const three = await queues.send("msg", {
      MessageAttributes: {
        "Help.Me": { DataType: "String", StringValue: "Me" },
        Hello: { DataType: "String", StringValue: "There" },
        General: { DataType: "String", StringValue: "Kenobi" },
      },
    });
    expect(three.MD5OfMessageAttributes).to.equal("4c360f3fdafd970e05fae2f149d997f5");
    const binary = await queues.send("test", {
      MessageAttributes: { attr1: { DataType: "Binary", BinaryValue: Buffer.from("traceparent\x1e00-774062d6c37081a5a0b9b5b88e30627c-2d2482211f6489da-01") } },
    });
    expect(binary.MD5OfMessageAttributes).to.equal("8cbe4db156db8a94db8b801b7addb984");
  });

  it("refuses an empty body (SVC-005)", async () => {
    expect(await faultOf(queues.send(""))).to.include({ name: "MissingParameter", message: "The request must contain the parameter MessageBody." });
  });
});
