import { expect } from "chai";
import type { LearnerPage } from "./learner-session";

/** Whether a cell checks one exercise. Such a cell starts the grader, or asks the checker of `npm start`. */
export const isCheck = (id: string): boolean => id.endsWith("-check");

/** Works through a lab, from where the last call ended through a cell. */
export type WorkThrough = (last: string) => Promise<void>;

/**
 * A learner who goes from top to bottom: fills in the answers, runs every cell, and checks each answer, which must be right.
 *
 * @param isLeftOut cells that are not run
 */
export function createWorkThrough(lab: LearnerPage, isLeftOut: (id: string) => boolean = () => false): WorkThrough {
  let reached = -1;
  return async (last) => {
    const end = lab.cells.findIndex(({ id }) => id === last);
    expect(end, `there is no cell ${last} ahead`).to.be.greaterThan(reached);
    for (const { id, cell_type, metadata } of lab.cells.slice(reached + 1, end + 1)) {
      if (cell_type !== "code" || isLeftOut(id)) continue;
      if (metadata.labs) await lab.fill(id, lab.getSolution(id));
      const message = await (isCheck(id) ? lab.check(id) : lab.run(id));
      // A title that is a question has no colon after it.
      if (isCheck(id)) expect(message, id).to.match(/✓ .*[:?] right/);
    }
    reached = end;
  };
}
