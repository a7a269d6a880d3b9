import type { Mistake } from "../../../grader/index";

/** The metrics are computed, but not written into the record. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.metrics",
  fails: [
    "counts all pieces that were looked at",
    "counts the pieces that are in the shopping cart",
    "counts the different products",
  ],
  answer: [
    "let overallProductQuantity = 0;",
    "let overallInShoppingCart = 0;",
    "for (const product of userSession.browse_history) {",
    "  overallProductQuantity += Number(product.quantity);",
    "  if (product.in_shopping_cart) {",
    "    overallInShoppingCart += Number(product.quantity);",
    "  }",
    "}",
  ],
};
