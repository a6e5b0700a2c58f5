import type { WorkFolder } from "#test/deploy/work-folder.ts";

interface Plant {
  readonly what: string;
  readonly plant: (folder: WorkFolder) => void;
}

/** Faults that somebody could make. With one of them planted, the gate has to fail: --plant shows that it does. */
export const PLANTS = {
  "missing-variable": {
    what: "the function that holds seats gets no settings in its environment",
    plant: ({ change }) =>
      change(
        "lib/function-environment.ts",
        "...settingVariables(entry, stage),",
        '...(entry.name === "holdSeats" ? {} : settingVariables(entry, stage)),',
      ),
  },
  "broken-route": {
    what: "payments are expected under another path than the contract says",
    plant: ({ change }) =>
      change(
        "lib/api.ts",
        "return HttpRouteKey.with(path, method as HttpMethod);",
        'return HttpRouteKey.with(path.replace("/payment", "/pay"), method as HttpMethod);',
      ),
  },
  "missing-grant": {
    what: "the function that pays may not write the ledger, which only enforced grants show",
    plant: ({ change }) =>
      change(
        "lib/function-rights.ts",
        "const names = right.actions.map((action) => `dynamodb:${action}`);",
        [
          "const kept = right.actions.filter(",
          '  (action) => !(right.table === "balance" && action === "PutItem" && right.actions.includes("UpdateItem")),',
          ");",
          "const names = kept.map((action) => `dynamodb:${action}`);",
        ].join("\n  "),
      ),
  },
} as const satisfies Readonly<Record<string, Plant>>;

export type PlantName = keyof typeof PLANTS;
export const PLANT_NAMES = Object.keys(PLANTS) as readonly PlantName[];
