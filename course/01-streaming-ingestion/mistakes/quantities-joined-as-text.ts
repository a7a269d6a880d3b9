import type { Mistake } from "../../../grader/index";

/** The quantity is not converted to a number: 0 + "2" + "1" is "021". */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.metrics",
  fails: ["counts all pieces that were looked at", "counts the pieces that are in the shopping cart"],
  answer: [
    "let overallProductQuantity = 0;",
    "let overallInShoppingCart = 0;",
    "for (const product of userSession.browse_history) {",
    "  overallProductQuantity += product.quantity;",
    "  if (product.in_shopping_cart) {",
    "    overallInShoppingCart += product.quantity;",
    "  }",
    "}",
    "userSession.overall_product_quantity = overallProductQuantity;",
    "userSession.overall_in_shopping_cart = overallInShoppingCart;",
    "userSession.total_different_products = userSession.browse_history.length;",
  ],
};
