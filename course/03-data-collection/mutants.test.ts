import { testMutants } from "../testing/mutants";

testMutants("03-data-collection", { count: 12, seed: 16 });
