import type { Mistake } from "../../../grader/index";

/** The prefix without its last digit and its slash begins the keys of other stations, too. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.wait-for-delivery",
  fails: ["asks Athena only when the reading has been delivered"],
  answer: [
    "check: async () => {",
    '  const objects = await listDeliveredObjects({ bucketName: BUCKET, prefix: "station-data/station_id=1" });',
    "  return objects.length > 0;",
    "},",
  ],
};
