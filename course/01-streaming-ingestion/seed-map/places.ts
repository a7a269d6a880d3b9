export const check = (name: string): string => `01-streaming-ingestion.${name}`;
export const getLibraryPath = (file: string): `file:${string}` => `file:src/${file}`;
export const TypeScript = "Python's snake_case is TypeScript's camelCase, and named arguments are one object.";
export const CONSUMER = "file:course/01-streaming-ingestion/scripts/src/etl/consumer.ts";
