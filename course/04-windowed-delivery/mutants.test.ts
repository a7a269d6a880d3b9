import { testMutants } from "../testing/mutants";

testMutants("04-windowed-delivery", { count: 12, seed: 16 });
