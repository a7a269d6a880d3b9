import type { Command } from "../command";

/**
 * Every command of `labs`, one line each, named like its file, which is loaded only when the command is called. `labs
 * release` leaves out the commands that a class must not have.
 */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => (await import("./check")).check,
  class: async () => (await import("./class")).classCommand,
  cloud: async () => (await import("./cloud")).cloud,
  course: async () => (await import("./course")).course,
  doctor: async () => (await import("./doctor")).doctor,
  flink: async () => (await import("./flink")).flink,
  given: async () => (await import("./given")).input,
  grade: async () => (await import("./grade")).grade,
  "merge-reports": async () => (await import("./merge-reports")).mergeReports,
  pack: async () => (await import("./pack")).pack,
  "post-grades": async () => (await import("./post-grades")).postGrades,
  release: async () => (await import("./release")).release,
  reset: async () => (await import("./reset")).reset,
  review: async () => (await import("./review")).review,
  share: async () => (await import("./share")).share,
  solution: async () => (await import("./solution")).solution,
  status: async () => (await import("./status")).status,
  teardown: async () => (await import("./teardown")).teardown,
};

/** Commands that this copy of the course lacks, since it was made for a class. */
export const leftOut: readonly string[] = [];
