import type { Mistake } from "../../../grader/index";

/** Any delivered object ends the wait, also one of another station. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.wait-for-delivery",
  fails: ["asks Athena only when the reading has been delivered"],
  answer: [
    "check: async () => {",
    '  const objects = await listDeliveredObjects({ bucketName: BUCKET, prefix: "station-data/" });',
    "  return objects.length > 0;",
    "},",
  ],
};
