import { expect } from "chai";
import { skipIf } from "../testing/skip";
import { needDataClients, runDataClient } from "../testing/data-clients";
import { useCloud } from "../testing/use-cloud";
import { withoutVenv } from "../testing/venv";

const ROLE = "arn:aws:iam::000000000000:role/trips";

describe("AWS Lambda Powertools in functions", () => {
  before(function () {
    needDataClients(this);
    skipIf(this, withoutVenv);
  });
  const cloud = useCloud({ keys: "own", speed: 100, startAt: undefined });

  it("log, publish metrics through logs, report failed batch items, and transform records", async () => {
    expect(await runDataClient("powertools_client.py", [ROLE], cloud.running)).to.deep.equal({
      answer: { correlation: "abc" },
      log: {
        level: "INFO",
        service: "trips",
        city: "Ulm",
        trips: 3,
        cold_start: true,
        correlation_id: "abc",
        function_name: "direct",
        function_memory_size: "512",
      },
      metrics: [
        [
          "ColdStart",
          [
            ["function_name", "direct"],
            ["service", "trips"],
          ],
        ],
        [
          "Trips",
          [
            ["city", "Ulm"],
            ["service", "trips"],
          ],
        ],
      ],
      dead: ["bad"],
      queue: ["one", "two"],
      stream: ["first", "last"],
      delivered: ["ULM", "BONN"],
    });
  });
});
