import { expect } from "chai";
import { createS3Bucket } from "../aws/create-s3-bucket";
import { readObject } from "../delivery/read-object";
import { captureOutput } from "../testing/capture-output";
import { useLabCloud } from "../testing/use-lab-cloud";
import { fuelHistory } from "./fuel-history";
import { TANKS } from "./station-reading";
import { uploadFuelHistory } from "./upload-fuel-history";

const from = new Date("2026-05-01T00:00:00Z");

describe("a fuel history", () => {
  it("has as many stations, days and readings as requested, in the order of time", () => {
    const readings = [...fuelHistory({ seed: 1, stations: 3, days: 2, everyMinutes: 30, from })];
    expect(readings).to.have.length(3 * 2 * 48);
    expect(new Set(readings.map(({ station_id }) => station_id)).size).to.equal(3);
    const times = readings.map(({ event_timestamp }) => event_timestamp);
    expect(times).to.deep.equal([...times].sort((a, b) => a - b));
    expect([times[0], times.at(-1)]).to.deep.equal([1777593600, 1777593600 + 2 * 86_400 - 1800]);
  });
  it("falls and is refilled, with levels of two, three and four digits", () => {
    const levels = [...fuelHistory({ seed: 1, from })].flatMap((reading) => TANKS.map((tank) => reading[tank]));
    expect(new Set(levels.map(({ length }) => length)))
      .to.include(2)
      .and.include(3)
      .and.include(4);
    expect(Math.min(...levels.map(Number))).to.be.at.least(0);
    expect(Math.max(...levels.map(Number))).to.be.at.most(1500);
  });
  it("is the same for the same seed, and another for another", () => {
    const createHistory = (seed: number) => [...fuelHistory({ seed, days: 1, from })];
    expect(createHistory(5)).to.deep.equal(createHistory(5));
    expect(createHistory(5)).not.to.deep.equal(createHistory(6));
  });

  describe("in a bucket", () => {
    useLabCloud();
    const output = captureOutput();
    it("has an object for each station, with a reading per line", async () => {
      await createS3Bucket({ bucketName: "past", region: "us-east-1" });
      const { readings } = await uploadFuelHistory({
        bucketName: "past",
        prefix: "history/",
        seed: 1,
        stations: 2,
        days: 1,
        from,
      });
      expect(readings).to.equal(192);
      const lines = (await readObject({ bucketName: "past", key: "history/station-2.json" }))
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line));
      expect(lines).to.have.length(96);
      expect(lines.every(({ station_id }) => station_id === "2")).to.equal(true);
      expect(output.getText()).to.contain("192 readings of 2 stations written to s3://past/history/");
    });
  });
});
