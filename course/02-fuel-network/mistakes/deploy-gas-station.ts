import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The variable's name is in capitals, as names of environment variables often are. */
  "delivery-stream-in-capitals": {
    fails: ["tells GasStationApp its delivery_stream"],
    answer: ['const GAS_STATION_ENVIRONMENT = { DELIVERY_STREAM: "SI-Firehose" };'],
  },
  /** The Firehose's name has an underscore instead of the hyphen. */
  "delivery-stream-misspelled": {
    fails: ["tells GasStationApp its delivery_stream"],
    answer: ['const GAS_STATION_ENVIRONMENT = { delivery_stream: "SI_Firehose" };'],
  },
};
