import { expect } from "chai";
import { stationReading } from "../generators/station-reading";
import { showTankLevels } from "./show-tank-levels";
import { useDisplay } from "./testing/use-display";

describe("the plot of tank levels", () => {
  const display = useDisplay();
  const noon = new Date("2030-01-01T12:00:00Z");

  it("shows levels by station and tank, low ones separately, with the same as text", () => {
    showTankLevels([
      stationReading(10, [500, 600, 700, 800, 900], noon),
      stationReading(2, [99, 199, 200, 1000, 500], noon),
    ]);
    const { "application/vnd.vegalite.v5+json": plot, "text/plain": text } = display.shown[0]?.bundle ?? {};
    expect(text).to.equal(
      "Fuel levels\nstation 2      [99]  [199]   200   1000    500 \nstation 10     500    600    700    800    900 ",
    );
    expect((plot as { data: { values: unknown[] } }).data.values)
      .to.have.length(10)
      .and.deep.include({ station: "2", tank: "1", level: 99, state: "low" });
  });
  it("uses the newest reading of each station, whatever the order of the rows", () => {
    const later = stationReading(1, [300, 300, 300, 300, 300], new Date(noon.getTime() + 60_000));
    showTankLevels([later, stationReading(1, [100, 100, 100, 100, 100], noon)]);
    expect(display.shown[0]?.bundle["text/plain"]).to.contain("300").and.not.contain("100");
  });
});
