import { expect } from "chai";
import { useCloud } from "../../testing/use-cloud";

/** Entities that name a file, and entities that double their expansion with each line. */
const ENTITIES = [
  '<!ENTITY file SYSTEM "file:///etc/passwd">',
  '<!ENTITY a0 "aaaaaaaaaaaaaaaa">',
  ...Array.from({ length: 40 }, (_, at) => `<!ENTITY a${at + 1} "&a${at};&a${at};">`),
];

describe("S3 XML with entities", () => {
  const cloud = useCloud();
  const tag = (value: string) =>
    fetch(`${cloud.running.endpoint}/trips/one?tagging`, {
      method: "PUT",
      headers: { "content-type": "application/xml" },
      body: `<!DOCTYPE Tagging [${ENTITIES.join("")}]><Tagging><TagSet><Tag><Key>k</Key><Value>${value}</Value></Tag></TagSet></Tagging>`,
    });
  const readStored = async () => (await cloud.s3.getObjectTagging({ Bucket: "trips", Key: "one" })).TagSet?.[0]?.Value;
  beforeEach(async () => {
    await cloud.s3.createBucket({ Bucket: "trips" });
    await cloud.s3.putObject({ Bucket: "trips", Key: "one", Body: "1" });
  });

  for (const entity of ["&file;", "&a40;"]) {
    it(`replaces ${entity} with nothing`, async () => {
      const answer = await tag(entity);
      expect(answer.status).to.be.oneOf([200, 400]);
      expect(await readStored()).to.be.oneOf([undefined, ""]);
    });
  }

  it("resolves XML's predefined entities", async () => {
    expect((await tag("&#66;us")).status).to.equal(200);
    expect(await readStored()).to.equal("Bus");
  });
});
