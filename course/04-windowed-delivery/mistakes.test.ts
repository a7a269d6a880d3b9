import { testMistakes } from "../testing/mistakes";

/** Masks the ids and times in the feedback that differ from run to run: Firehose and CloudFormation generate them. */
await testMistakes("04-windowed-delivery", (text) =>
  text
    .replace(/\d{4}-\d{2}-\d{2}-\d{2}-\d{2}-\d{2}-/g, "<time>-")
    .replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "<id>")
    .replace(/(?<=Request ID: )[\w-]+/g, "<id>"),
);
