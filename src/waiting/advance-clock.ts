import { labCloud, moveClock } from "./lab-cloud";

/**
 * Lets the lab cloud's clock jump, so that you do not have to wait. AWS cannot do this: there, the function only prints
 * so.
 *
 * All that is due in that time has happened when the function returns: buffers are delivered, iterators have expired.
 *
 * @param seconds how far to move the clock; more than 0
 */
export async function advanceClock(seconds: number): Promise<void> {
  if (!(seconds > 0)) throw new RangeError(`A clock can only move ahead by more than 0 seconds, not by ${seconds}.`);
  const cloud = await labCloud();
  if (!cloud) {
    console.log("You're on AWS, not in the lab cloud: the clock can't be moved. You have to wait.");
    return;
  }
  const now = await moveClock(cloud, seconds);
  console.log(
    `The lab cloud's clock jumped ${seconds} s ahead, to ${now.toISOString().slice(11, 19)} UTC. AWS cannot do this.`,
  );
}
