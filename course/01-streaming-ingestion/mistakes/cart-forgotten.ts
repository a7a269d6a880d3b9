import type { Mistake } from "../../../grader/index";

/** The condition always holds: products outside of the cart count, too. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.metrics",
  fails: ["counts the pieces that are in the shopping cart"],
  answer: [
    "let overallProductQuantity = 0;",
    "let overallInShoppingCart = 0;",
    "for (const product of userSession.browse_history) {",
    "  overallProductQuantity += Number(product.quantity);",
    "  if (true) {",
    "    overallInShoppingCart += Number(product.quantity);",
    "  }",
    "}",
    "userSession.overall_product_quantity = overallProductQuantity;",
    "userSession.overall_in_shopping_cart = overallInShoppingCart;",
    "userSession.total_different_products = userSession.browse_history.length;",
  ],
};
