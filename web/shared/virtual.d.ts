declare module "virtual:route-table" {
  export const routeTable: import("#client/call-table.ts").CallTable;
}
