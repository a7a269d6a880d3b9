import type { Mistake } from "../../../grader/index";

/** The metric is the number of pieces, instead of the number of products. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.metrics",
  fails: ["counts the different products"],
  answer: [
    "let overallProductQuantity = 0;",
    "let overallInShoppingCart = 0;",
    "for (const product of userSession.browse_history) {",
    "  overallProductQuantity += Number(product.quantity);",
    "  if (product.in_shopping_cart) {",
    "    overallInShoppingCart += Number(product.quantity);",
    "  }",
    "}",
    "userSession.overall_product_quantity = overallProductQuantity;",
    "userSession.overall_in_shopping_cart = overallInShoppingCart;",
    "userSession.total_different_products = overallProductQuantity;",
  ],
};
