import { EntityNotFoundException, GlueClient, paginateGetTables } from "@aws-sdk/client-glue";
import * as kinds from "./resource-kinds";
import type { ResourceKind } from "./resource-kinds";

/** Resources of one kind that a lab makes, with the names that the lab gives them. */
export interface LabResources {
  readonly kind: ResourceKind;
  isNameMatch(name: string, found: AccountFacts): boolean | Promise<boolean>;
}

/** Facts that some names depend on. */
export interface AccountFacts {
  /** The account's id, twelve digits. */
  readonly account: string;
  /** The names that learners chose for themselves in lab 04, read from the names of their stacks. */
  readonly students: readonly string[];
}

const PIPELINE = "-windowed-delivery";

/** The learner's name in each stack's name of lab 04: the part before the ending. */
export const findStudents = (stacks: readonly string[]): string[] =>
  stacks.filter((name) => name.endsWith(PIPELINE)).map((name) => name.slice(0, -PIPELINE.length));

const matchName = (kind: ResourceKind, ...names: readonly string[]): LabResources => ({
  kind,
  isNameMatch: (name) => names.includes(name),
});
const matchPrefix = (kind: ResourceKind, prefix: string): LabResources => ({
  kind,
  isNameMatch: (name) => name.startsWith(prefix),
});
const matchAccountName = (kind: ResourceKind, nameIn: (account: string) => string): LabResources => ({
  kind,
  isNameMatch: (name, { account }) => name === nameIn(account),
});
const matchStudentEnding = (kind: ResourceKind, ending: string): LabResources => ({
  kind,
  isNameMatch: (name, { students, account }) =>
    students.some((student) => name === `${student}${ending}` || name === `${student}${ending}-${account}`),
});

/** Locations in the labs' buckets, which hold their tables' data. */
const DATA_OF_LABS =
  /^s3:\/\/(de-c2w2lab1-|consumption-bucket-\d+-918\/|people-user-data-\d+\/|[^/]+-aggregates(-\d+)?\/|windowed-delivery-answers-|parcels-)/;

/** A database counts only if all its tables describe data of the labs, since others may have used the same name. */
const matchDatabase = (database: string): LabResources => ({
  kind: kinds.database,
  isNameMatch: async (name) =>
    name === database && (await listTableLocations(name)).every((location) => DATA_OF_LABS.test(location)),
});

const FUNCTIONS = ["GasStationApp", "FuelPlanningApp", "FuelTruckApp"];

/**
 * The resources that each lab makes, those made by its preparation included, in the order of deletion: writers before their targets, buckets when nothing writes any
 * more, and stacks last: most of their resources are then gone, and they delete the others, such as roles. Tags tell the owner; resources without tags, such as those
 * of older versions of the labs, are found by name.
 */
export const RESOURCES_OF_LABS: Readonly<Record<string, readonly LabResources[]>> = {
  "01": [
    matchPrefix(kinds.firehose, "de-c2w2lab1-"),
    matchPrefix(kinds.dataStream, "de-c2w2lab1-"),
    { kind: kinds.bucket, isNameMatch: (name, { account }) => name.startsWith(`de-c2w2lab1-${account}-`) },
    matchPrefix(kinds.logGroup, "de-c2w2lab1-"),
    matchName(kinds.stack, "de-c2w2lab1-given"),
  ],
  "02": [
    matchName(kinds.schedule, "fuel-planner"),
    matchName(kinds.alarm, "fuel-planner-fails"),
    matchName(kinds.lambdaFunction, ...FUNCTIONS),
    { kind: kinds.firehose, isNameMatch: (name) => /^SI-Firehose(-|$)/.test(name) },
    matchName(kinds.logGroup, ...FUNCTIONS.map((name) => `/aws/lambda/${name}`)),
    { kind: kinds.queue, isNameMatch: (url) => /\/Fuel_Planning_(Queue|Failures)$/.test(url) },
    matchDatabase("conversion"),
    matchAccountName(kinds.bucket, (account) => `consumption-bucket-${account}-918`),
    matchName(kinds.stack, "LabStack-FuelNetwork"),
  ],
  "03": [
    // Deleted first, since the stack's instance writes.
    matchName(kinds.stack, "people-producer"),
    matchName(kinds.application, "people-analytics"),
    matchName(kinds.firehose, "people-delivery", "people-delivery-converted"),
    matchName(kinds.lambdaFunction, "add-newline-function"),
    matchName(kinds.dataStream, "people-stream", "people-too-small"),
    matchName(kinds.logGroup, "/aws/lambda/add-newline-function"),
    matchDatabase("people"),
    matchAccountName(kinds.bucket, (account) => `people-user-data-${account}`),
    matchName(kinds.stack, "LabStack-DataCollection"),
  ],
  "04": [
    matchStudentEnding(kinds.application, "-windows"),
    matchStudentEnding(kinds.firehose, "-delivery-slip"),
    matchStudentEnding(kinds.firehose, "-delivery"),
    matchStudentEnding(kinds.dataStream, "-metrics"),
    matchStudentEnding(kinds.dataStream, "-aggregates"),
    matchDatabase("metrics"),
    matchStudentEnding(kinds.bucket, "-aggregates"),
    matchAccountName(kinds.bucket, (account) => `windowed-delivery-answers-${account}`),
    matchStudentEnding(kinds.stack, PIPELINE),
    matchName(kinds.stack, "LabStack-WindowedDelivery"),
  ],
  "05": [matchPrefix(kinds.dataStream, "resharding-")],
  "06": [
    matchPrefix(kinds.firehose, "parcels-"),
    matchPrefix(kinds.lambdaFunction, "parcels-"),
    matchPrefix(kinds.dataStream, "parcels-"),
    matchPrefix(kinds.logGroup, "/aws/lambda/parcels-"),
    { kind: kinds.queue, isNameMatch: (url) => /\/parcels-[^/]*$/.test(url) },
    matchDatabase("parcels"),
    matchPrefix(kinds.bucket, "parcels-"),
    matchPrefix(kinds.stack, "parcels-"),
    matchName(kinds.stack, "LabStack-Parcels"),
  ],
};

/**
 * The locations of the data of a database's tables, such as `s3://bucket/folder/`; views have none. Empty for a
 * database that has gone meanwhile.
 */
async function listTableLocations(database: string): Promise<string[]> {
  const found: string[] = [];
  try {
    for await (const { TableList = [] } of paginateGetTables(
      { client: new GlueClient({}) },
      { DatabaseName: database },
    ))
      found.push(...TableList.map(({ StorageDescriptor }) => StorageDescriptor?.Location ?? ""));
  } catch (error) {
    if (!(error instanceof EntityNotFoundException)) throw error;
  }
  return found.filter((location) => location !== "");
}
