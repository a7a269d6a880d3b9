import type { Mistake } from "../../../grader/index";

/** The key is the component's name in capitals, and so are the folders. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.processors",
  fails: ["finds the component of each record"],
  answer: ['const QUERY = "{componentName: .componentName | ascii_upcase}";', String.raw`const DELIMITER = "\\n";`],
};
