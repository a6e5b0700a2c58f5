/** The colours of posters: calm grounds, two colours that go with each, and ink that can be read on it. Pure. */

export interface Palette {
  readonly ground: string;
  readonly first: string;
  readonly second: string;
  readonly ink: string;
}

export const PALETTES: readonly [Palette, ...Palette[]] = [
  { ground: "#10382f", first: "#2b7a66", second: "#e9b65c", ink: "#f7f2e4" },
  { ground: "#efe5d2", first: "#d2622f", second: "#23483f", ink: "#1d2a26" },
  { ground: "#1a2140", first: "#4657a3", second: "#f0c78a", ink: "#f5f2ea" },
  { ground: "#f2dcd3", first: "#c9573f", second: "#5b2030", ink: "#3a141d" },
  { ground: "#d8e5e8", first: "#4f8aa1", second: "#df7749", ink: "#14303b" },
  { ground: "#31203e", first: "#7a4f94", second: "#f0a78c", ink: "#f8f0f3" },
  { ground: "#e8c566", first: "#b9562f", second: "#22424f", ink: "#1a2f38" },
  { ground: "#1c1d21", first: "#5d6068", second: "#e8dfc8", ink: "#f4efe2" },
];
