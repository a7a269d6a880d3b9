import { testMistakes } from "../testing/mistakes";

/** What differs from run to run: the people of the API, and with them the keys. */
await testMistakes("03-data-collection", (text) =>
  text.replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "<id>"),
);
