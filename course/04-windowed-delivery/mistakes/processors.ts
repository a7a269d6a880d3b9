import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** A comma between the aggregates puts all of them in one line. */
  "comma-as-delimiter": {
    fails: ["ends each record with a new line"],
    answer: ['const QUERY = "{componentName: .componentName}";', 'const DELIMITER = ",";'],
  },
  /** The key is the component's name in capitals, and so are the folders. */
  "folders-in-capitals": {
    fails: ["finds the component of each record"],
    answer: ['const QUERY = "{componentName: .componentName | ascii_upcase}";', String.raw`const DELIMITER = "\\n";`],
  },
  /** Objects are partitioned by the metric instead of the component. */
  "metric-as-partition": {
    fails: ["finds the component of each record"],
    answer: ['const QUERY = "{componentName: .metricName}";', 'const DELIMITER = "\\\\n";'],
  },
  /** The delimiter is a newline itself, which AWS refuses: the backslash is written once. */
  "newline-as-delimiter": {
    fails: ["ends each record with a new line"],
    answer: ['const QUERY = "{ componentName: .componentName }";', String.raw`const DELIMITER = "\n";`],
  },
  /** The delimiter is a newline itself, which AWS refuses. The query names the member in brackets, which is right in jq, too. */
  "newline-and-query-in-brackets": {
    fails: ["ends each record with a new line"],
    isAlwaysJudged: true,
    answer: [`const QUERY = '{ "componentName": .["componentName"] }';`, String.raw`const DELIMITER = "\n";`],
  },
  /** The delimiter is a newline itself, which AWS refuses. The query is jq's short form of the same object. */
  "newline-and-short-query": {
    fails: ["ends each record with a new line"],
    answer: ['const QUERY = "{componentName}";', String.raw`const DELIMITER = "\n";`],
  },
  /** The query gives a text, not an object with the key's name, so no record is delivered. The delimiter is right. */
  "query-without-key": {
    fails: ["finds the component of each record"],
    answer: ['const QUERY = ".componentName";', String.raw`const DELIMITER = "\\n";`],
    isAlwaysJudged: true,
  },
  /** Neither is right: the query gives a text, and the delimiter is a comma. */
  "query-without-key-and-comma": {
    fails: ["finds the component of each record", "ends each record with a new line"],
    answer: ['const QUERY = ".componentName";', 'const DELIMITER = ",";'],
  },
  /** Without a point, componentName is not a valid jq program. The delimiter is right. */
  "query-without-point": {
    fails: ["finds the component of each record"],
    answer: ['const QUERY = "{componentName: componentName}";', 'const DELIMITER = "\\\\n";'],
  },
};
