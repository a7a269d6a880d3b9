import { testMistakes } from "../testing/mistakes";

/** What differs from run to run: levels are chosen at random, requests have ids, and a query waits its turn or runs already. */
await testMistakes("02-fuel-network", (text) =>
  text
    .replace(/(?<=Found: there is )\d{3}\b/g, "<level>")
    .replace(/(?<=Found: of )\d+ levels, only \d+(?= differ)/g, "<n> levels, only <n>")
    .replace(/(?<=Current state: )(QUEUED|RUNNING)\b/g, "<state>")
    .replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "<id>"),
);
