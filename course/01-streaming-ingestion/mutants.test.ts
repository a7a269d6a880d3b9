import { testMutants } from "../testing/mutants";

testMutants("01-streaming-ingestion", { count: 30, seed: 16 });
