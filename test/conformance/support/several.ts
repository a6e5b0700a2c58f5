/** Exactly so many items where the number is written out, any number where it is counted. */
export type Several<Item, Count extends number, Items extends readonly Item[] = []> = number extends Count
  ? readonly Item[]
  : Items["length"] extends Count
    ? Items
    : Several<Item, Count, readonly [...Items, Item]>;
