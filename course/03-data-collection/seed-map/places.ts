export const check = (name: string): string => `03-data-collection.${name}`;
export const getScriptPath = (name: string): `file:${string}` =>
  `file:course/03-data-collection/scripts/src/collection/${name}.ts`;
export const GIVEN_ROLE = "The role is given, as those of the other labs are: no rights are handed out by accident.";
