/** How the figures behind the yardstick's cells are called, before the kind and the size of their corruption. */
export const PICTURES = "pictures";
