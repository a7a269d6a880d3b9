import { expect } from "chai";
import { seededRandom } from "./random";
import { createStationReadings } from "../testing/station-readings";
import { isLow, stationReading, TANKS } from "./station-reading";

describe("station readings", () => {
  const at = new Date("2030-01-01T00:00:00.900Z");

  it("include each station once, with levels of three digits as text and the time in whole seconds", () => {
    const readings = createStationReadings(seededRandom(3), { at });
    expect(readings.map(({ station_id }) => station_id)).to.deep.equal([
      "1",
      "2",
      "3",
      "4",
      "5",
      "6",
      "7",
      "8",
      "9",
      "10",
    ]);
    for (const reading of readings) {
      for (const tank of TANKS) expect(reading[tank]).to.match(/^[1-9]\d\d$/);
      expect(reading.event_timestamp).to.equal(1893456000);
    }
  });
  it("are the same for the same seed, and others for another", () => {
    expect(createStationReadings(seededRandom(3), { at })).to.deep.equal(
      createStationReadings(seededRandom(3), { at }),
    );
    expect(createStationReadings(seededRandom(3), { at })).not.to.deep.equal(
      createStationReadings(seededRandom(4), { at }),
    );
  });
  it("always include a station that is low", () => {
    for (let seed = 0; seed < 200; seed += 1)
      expect(
        isLow(createStationReadings(seededRandom(seed), { at })[0] ?? stationReading(0, [], at)),
        `seed ${seed}`,
      ).to.equal(true);
  });
  it("are low if a tank is below 200 as a number, not as text", () => {
    const isReadingLow = (...levels: number[]) => isLow(stationReading(1, levels, at));
    expect([
      isReadingLow(200, 200, 200, 200, 200),
      isReadingLow(200, 200, 199, 200, 200),
      isReadingLow(99, 999, 999, 999, 999),
      isReadingLow(1000, 200, 200, 200, 200),
    ]).to.deep.equal([false, true, true, false]);
  });
});
