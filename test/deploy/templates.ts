import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Resource {
  readonly id: string;
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
}

/** The resources of all stacks of a synthesized stage. */
export const resourcesIn = (assembly: string): readonly Resource[] =>
  readdirSync(assembly)
    .filter((name) => /^Encore-.*\.template\.json$/.test(name))
    .flatMap((name) => {
      const { Resources: resources = {} } = JSON.parse(readFileSync(join(assembly, name), "utf8")) as {
        readonly Resources?: Readonly<
          Record<string, Omit<Resource, "id" | "Properties"> & Partial<Pick<Resource, "Properties">>>
        >;
      };
      return Object.entries(resources).map(([id, resource]) => ({
        ...resource,
        id,
        Properties: resource.Properties ?? {},
      }));
    });

export const ofType = (resources: readonly Resource[], type: string): readonly Resource[] =>
  resources.filter((resource) => resource.Type === type);
