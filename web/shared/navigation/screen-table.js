import { matchPath } from "#web/shared/navigation/path-pattern.ts";
export const findScreen = (rows, path) => {
    for (const row of rows) {
        const params = matchPath(row.path, path);
        if (params !== undefined)
            return { row, params };
    }
    return undefined;
};
