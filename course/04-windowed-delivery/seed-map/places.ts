export const check = (name: string): string => `04-windowed-delivery.${name}`;
export const getScriptPath = (name: string): `file:${string}` =>
  `file:course/04-windowed-delivery/scripts/src/metrics/app/${name}.ts`;
export const NAMES = "Names carry the student's own, as the exam of the seed wants it.";
