import { testMistakes } from "../testing/mistakes";

await testMistakes("05-resharding", (text) => text);
