/** Exactly this number of items if the number is a literal, otherwise any number. */
export type Several<Item, Count extends number, Items extends readonly Item[] = []> = number extends Count
  ? readonly Item[]
  : Items["length"] extends Count
    ? Items
    : Several<Item, Count, readonly [...Items, Item]>;
