import { output } from "#test/sam/programs.ts";

/** What an engine has. */
export interface Belongings {
  readonly containers: readonly string[];
  readonly networks: readonly string[];
}

const namesIn = (text: string): readonly string[] => text.split("\n").filter(Boolean).toSorted();

export const belongings = async (): Promise<Belongings> => ({
  containers: namesIn(await output("docker", ["ps", "--all", "--quiet"])),
  networks: namesIn(await output("docker", ["network", "ls", "--format", "{{.Name}}"])),
});

/** @returns a sentence for each thing that is there now and was not before */
export const leftSince = async (before: Belongings): Promise<readonly string[]> => {
  const now = await belongings();
  return (["containers", "networks"] as const).flatMap((kind) =>
    now[kind].filter((name) => !before[kind].includes(name)).map((name) => `left over, of the ${kind}: ${name}`),
  );
};
