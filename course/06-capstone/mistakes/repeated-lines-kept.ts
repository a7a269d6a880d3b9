import type { Mistake } from "../../../grader/index";
import { changeSolution } from "../testing/change-solution";

/** After a restart, lines come again, and the view shows both. */
export const mistake: Mistake = {
  exercise: "06-capstone.pipeline",
  fails: ["has each scan once, although the lines come again after a restart"],
  answer: changeSolution(
    [
      "min(parcel_id) parcel_id, min(scanned_at) scanned_at, min(status) status, min(weight_g) weight_g,\n    min(note) note FROM",
      "parcel_id, scanned_at, status, weight_g, note FROM",
    ],
    [" GROUP BY scan_id, depot, day", ""],
  ),
};
