/** A variable asks for what a benchmark cannot measure. The message is one line for whoever set it. */
export class WrongSetting extends Error {
  override readonly name = "WrongSetting";
}

/**
 * A whole number by which a benchmark is told to measure more or less, from the environment.
 *
 * @throws WrongSetting if it is none, or too small to measure anything
 */
export function setting(variable: string, { otherwise, least }: { otherwise: number; least: number }): number {
  const value = Number(process.env[variable] ?? otherwise);
  if (!Number.isInteger(value) || value < least)
    throw new WrongSetting(`${variable} is a whole number of at least ${least}, not "${process.env[variable] ?? ""}".`);
  return value;
}
