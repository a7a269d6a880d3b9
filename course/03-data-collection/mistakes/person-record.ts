import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** Only the columns of the table are sent. */
  "login-left-out": {
    fails: ["writes the whole person as JSON"],
    changes: [["JSON.stringify(person)", "JSON.stringify({ name: person.name, dob: person.dob })"]],
  },
  /** A list as the second argument names the values to keep, at every level: name, dob and login lose all that is in them. */
  "values-of-objects-left-out": {
    fails: ["writes the whole person as JSON"],
    isAlwaysJudged: true,
    changes: [["JSON.stringify(person)", "JSON.stringify(person, Object.keys(person))"]],
  },
  /** All records have the same partition key, so they go to one shard. */
  "one-key-for-all": {
    fails: ["takes a key that differs from person to person", "takes the person's uuid"],
    changes: [["person.login.uuid", '"person"']],
  },
};
