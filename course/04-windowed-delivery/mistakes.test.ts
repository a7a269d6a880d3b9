import { testMistakes } from "../testing/mistakes";

/** What differs from run to run: Firehose and CloudFormation make ids up. */
await testMistakes("04-windowed-delivery", (text) =>
  text
    .replace(/\d{4}-\d{2}-\d{2}-\d{2}-\d{2}-\d{2}-/g, "<time>-")
    .replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "<id>")
    .replace(/(?<=Request ID: )[\w-]+/g, "<id>"),
);
