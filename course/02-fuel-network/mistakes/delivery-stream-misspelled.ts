import type { Mistake } from "../../../grader/index";

/** The Firehose's name has an underscore instead of the hyphen. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.deploy-gas-station",
  fails: ["tells GasStationApp its delivery_stream"],
  answer: ['const GAS_STATION_ENVIRONMENT = { delivery_stream: "SI_Firehose" };'],
};
