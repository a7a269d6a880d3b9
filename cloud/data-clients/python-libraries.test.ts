import { expect } from "chai";
import { needDataClients, runDataClient } from "../testing/data-clients";
import { useCloud } from "../testing/use-cloud";

describe("libraries for Python", () => {
  before(function () {
    needDataClients(this);
  });
  const cloud = useCloud({ keys: "own", speed: 1, startAt: undefined });

  it("Celery and dramatiq give each task to a worker once", async () => {
    expect(await runDataClient("task_queues_client.py", [], cloud.running)).to.deep.equal({
      celery: [0, 2, 4, 6, 8, 10, 12, 14, 16, 18],
      dramatiq: [0, 3, 6, 9, 12, 15, 18, 21, 24, 27],
      queues: ["celery", "dramatiq__default"],
    });
  });

  it("django-storages, aws-kinesis-agg and async-kinesis read back what they wrote", async () => {
    await cloud.s3.createBucket({ Bucket: "trips" });
    expect(await runDataClient("libraries_client.py", [], cloud.running)).to.deep.equal({
      "django-storages": ["reports/größe.txt", "one two", 7, [[], ["größe.txt"]], false],
      "aws-kinesis-agg": [1, 100, "record 99"],
      "async-kinesis": Array.from({ length: 20 }, (_, number) => number),
    });
  });
});
