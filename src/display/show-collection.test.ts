import { expect } from "chai";
import { useLabCloud } from "../testing/use-lab-cloud";
import { showCollection } from "./show-collection";
import { useDisplay } from "./testing/use-display";

describe("showCollection", () => {
  useLabCloud({});
  const display = useDisplay();

  it("uses AWS's name for each part, and shows what doesn't exist yet", async () => {
    await showCollection({
      ...{ stackName: "producer", streamName: "people", applicationName: "analytics" },
      ...{ firehoseName: "delivery", functionName: "add-newline", bucketName: "user-data" },
    });
    expect(String(display.shown[0]?.bundle["text/plain"]).split("\n")).to.deep.equal([
      "stack producer: not there yet",
      "data stream people: not there yet",
      "application analytics: not there yet",
      "Firehose delivery: not there yet",
      "S3 bucket user-data: not there yet",
    ]);
  });
});
